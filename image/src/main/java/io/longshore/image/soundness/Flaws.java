package io.longshore.image.soundness;

import java.util.ArrayList;
import java.util.List;

/** Flaws as they are found, each once. */
final class Flaws {
  private final List<Flaw> found = new ArrayList<>();

  /**
   * @param path as {@link ByteText}
   */
  void add(FlawKind kind, Severity severity, String path, String problem) {
    add(new Flaw(kind, severity, ByteText.printable(path), problem));
  }

  void add(Flaw flaw) {
    if (!found.contains(flaw)) {
      found.add(flaw);
    }
  }

  void error(FlawKind kind, String path, String problem) {
    add(kind, Severity.ERROR, path, problem);
  }

  /** In the order in which they were found. */
  List<Flaw> list() {
    return List.copyOf(found);
  }
}
