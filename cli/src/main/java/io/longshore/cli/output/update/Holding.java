package io.longshore.cli.output.update;

import io.longshore.collection.rules.Standing;
import io.longshore.collection.update.Outlook;

/**
 * The reason why a container stays as it is.
 *
 * @param word the reason for programs
 */
record Holding(String word, String words) {

  /**
   * @param outlook of a container that stays as it is
   */
  static Holding of(Outlook outlook) {
    Standing standing = outlook.followed().standing();
    if (outlook.frozen()) {
      return new Holding(
          "frozen", standing.frozen() ? "frozen" : "frozen, as a comment in .datalad/config says");
    }
    if (standing.pinned().isPresent()) {
      return new Holding("pinned", "pinned to " + standing.pinned().get());
    }
    return new Holding(
        "deprecated",
        "deprecated"
            + standing
                .deprecated()
                .map(
                    deprecation ->
                        (deprecation.words().isEmpty() ? "" : ": " + deprecation.words())
                            + deprecation.successor().map(other -> "; use " + other).orElse(""))
                .orElse(""));
  }
}
