package io.longshore.image.soundness;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The line that tells the kernel who interprets a script.
 *
 * @param interpreter absolute, as {@link ByteText}
 * @param argument all that stands behind it; may be empty
 */
record FirstLine(String interpreter, String argument) {
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

  /** What {@code env} is to look for in the PATH, if that is plain. */
  Optional<String> soughtByEnv() {
    if (!interpreter.endsWith("/env")) {
      return Optional.empty();
    }
    List<String> words =
        Stream.of(argument.strip().split("[ \\t]+"))
            .dropWhile(word -> word.equals("-S") || word.equals("--"))
            .toList();
    return words.stream()
        .findFirst()
        .filter(word -> !word.isEmpty() && !word.startsWith("-") && !word.contains("="));
  }
}
