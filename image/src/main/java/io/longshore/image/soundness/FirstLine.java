package io.longshore.image.soundness;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The line that tells the kernel who interprets a script.
 *
 * @param interpreter absolute, as {@link ByteText}
 * @param argument all that stands behind it; may be empty
 */
record FirstLine(String interpreter, String argument) {
  private static final String SPLIT = "-S";

  /** A word that {@code -S} neither unquotes nor expands. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._+/][A-Za-z0-9._+/-]*");

  /**
   * @param start the bytes that the kernel reads, as {@link ByteText}
   * @return empty if the kernel would not take the file for a script
   */
  static Optional<FirstLine> read(String start) {
    if (!start.startsWith("#!")) {
      return Optional.empty();
    }
    int end = start.indexOf('\n');
    String line = (end < 0 ? start : start.substring(0, end)).substring(2);
    // Only these are white space to the kernel: a carriage return belongs to the name.
    String[] words = line.replaceAll("^[ \\t]+|[ \\t]+$", "").split("[ \\t]+", 2);
    return words[0].startsWith("/")
        ? Optional.of(new FirstLine(words[0], words.length < 2 ? "" : words[1]))
        : Optional.empty();
  }

  /**
   * What {@code env} is to start: a path, or a name that it looks for in the PATH. The kernel gives
   * {@code env} all of the argument as one word, blanks included; only {@code -S} takes it apart.
   *
   * @return empty if nothing is to be started, or a variable or an option of {@code env} stands
   *     before it
   */
  Optional<String> soughtByEnv() {
    if (!interpreter.endsWith("/env") || argument.isEmpty()) {
      return Optional.empty();
    }
    if (argument.startsWith(SPLIT)) {
      String first = argument.substring(SPLIT.length()).strip().split("\\s+", 2)[0];
      return Optional.of(first).filter(word -> PLAIN.matcher(word).matches());
    }
    boolean option = argument.startsWith("-") && !argument.contains(" ");
    return option || argument.contains("=") ? Optional.empty() : Optional.of(argument);
  }
}
