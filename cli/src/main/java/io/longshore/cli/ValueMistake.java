package io.longshore.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;

/**
 * Words for a value that an option or parameter does not accept. The library's own words name
 * Java's types and constants.
 */
final class ValueMistake {
  private ValueMistake() {}

  /** The message of {@code mistake}, in which a refused value is told with the accepted ones. */
  static String words(ParameterException mistake) {
    String message =
        String.valueOf(mistake.getMessage())
            .replaceFirst("positional parameter at index \\S+ \\((.*?)\\)", "$1")
            .replaceFirst("' is not an? (?:int|long)$", "' is not a whole number");
    ArgSpec argument = mistake.getArgSpec();
    int end = message.indexOf(": expected one of [");
    return argument == null || end < 0 || mistake.getValue() == null
        ? message
        : message.substring(0, end)
            + ": "
            + listed(argument.completionCandidates())
            + ", not '"
            + mistake.getValue()
            + "'";
  }

  private static String listed(Iterable<String> words) {
    List<String> all = new ArrayList<>();
    words.forEach(all::add);
    String last = all.removeLast();
    return all.isEmpty() ? last : String.join(", ", all) + " or " + last;
  }
}
