package io.longshore.image.soundness;

import java.util.Locale;

/** What a flaw means for who wants to run the image. */
public enum Severity {
  /** It cannot start, whoever runs it and however. */
  ERROR,
  /** It may not start, or not for everybody. */
  WARNING,
  /** It starts, and lacks something that most images have. */
  NOTE;

  /** The word used in {@code --json} output. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
