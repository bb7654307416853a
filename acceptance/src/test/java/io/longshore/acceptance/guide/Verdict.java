package io.longshore.acceptance.guide;

import java.util.Locale;

/** What the guide says of a line of the published one. */
enum Verdict {
  AS_IS,
  EQUIVALENT,
  IMPOSSIBLE;

  static Verdict of(String cell) {
    return valueOf(cell.replace(' ', '_').toUpperCase(Locale.ROOT));
  }
}
