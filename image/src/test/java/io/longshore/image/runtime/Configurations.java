package io.longshore.image.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Image configurations and texts to test with. */
final class Configurations {
  private Configurations() {}

  static ImageConfiguration image(
      List<String> entrypoint, List<String> command, List<String> environment) {
    return new ImageConfiguration("amd64", entrypoint, command, environment, "", "", labels());
  }

  static SequencedMap<String, String> labels() {
    return new LinkedHashMap<>(Map.of());
  }

  /** Any text without NUL, most of it trouble for a shell. */
  static Arbitrary<String> awkwardText() {
    Arbitrary<String> fragments =
        Arbitraries.of(
            " ", "\t", "\n", "\r", "'", "\"", "\\", "$", "$(", ")", "`", "${", "}", "=", "*", "?",
            "[a]", "~", "!", "#", "%s", "&", "|", ";", "<", ">", "-n", "--", "\\n", "\u0001",
            "\u001b", "a", "HOME", "é", "漢", "😀");
    return fragments.list().ofMaxSize(8).map(list -> String.join("", list));
  }
}
