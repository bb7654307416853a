package io.longshore.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generates input for readers: a valid text, changed in a few places. */
public final class Edits {
  private static final List<String> AWKWARD =
      List.of(
          "",
          "\0",
          "\n",
          "\r",
          "\t",
          " ",
          "\"",
          "\\",
          "'",
          "=",
          "-",
          "--",
          "[",
          "]",
          "{",
          "}",
          "#",
          ";",
          "%",
          ":",
          "/",
          "../",
          "null",
          "-1",
          "99999999999999999999",
          "1e999",
          "\u001b[2J",
          "\u202e",
          "\u2003",
          "$(true)",
          "`true`",
          "\u00e4");

  /** A change: at a place, some bytes are replaced by others. */
  private record Edit(double place, int removed, byte[] added) {
    byte[] apply(byte[] text) {
      int begin = (int) (place * text.length);
      int end = Math.min(text.length, begin + removed);
      ByteArrayOutputStream changed = new ByteArrayOutputStream();
      changed.write(text, 0, begin);
      changed.writeBytes(added);
      changed.write(text, end, text.length - end);
      return changed.toByteArray();
    }
  }

  private Edits() {}

  /** One of the texts {@code sound} with one to five edits. */
  public static Arbitrary<byte[]> of(String... sound) {
    Arbitrary<byte[]> texts =
        Arbitraries.of(sound).map(text -> text.getBytes(StandardCharsets.UTF_8));
    return texts.flatMap(
        text ->
            edit(text)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(
                    edits -> {
                      byte[] changed = text;
                      for (Edit edit : edits) {
                        changed = edit.apply(changed);
                      }
                      return changed;
                    }));
  }

  private static Arbitrary<Edit> edit(byte[] text) {
    Arbitrary<byte[]> awkward =
        Arbitraries.of(AWKWARD).map(word -> word.getBytes(StandardCharsets.UTF_8));
    Arbitrary<byte[]> anything = Arbitraries.bytes().array(byte[].class).ofMaxSize(4);
    // Inserts a part of the text itself, which repeats lines and exchanges words.
    Arbitrary<byte[]> repeated =
        Combinators.combine(
                Arbitraries.integers().between(0, text.length),
                Arbitraries.integers().between(0, text.length))
            .as((a, b) -> Arrays.copyOfRange(text, Math.min(a, b), Math.max(a, b)));
    return Combinators.combine(
            Arbitraries.doubles().between(0, 1),
            Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.integers().between(0, 3)),
                Tuple.of(1, Arbitraries.integers().between(0, text.length))),
            Arbitraries.oneOf(awkward, anything, repeated))
        .as(Edit::new);
  }
}
