package io.longshore.collection.rules.file;

import io.longshore.collection.rules.ImageTest;
import io.longshore.collection.rules.yaml.Yaml;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the value of {@code test}: {@code command}, {@code exit-codes} and {@code seconds}. */
final class TestValue {
  private static final int HIGHEST_EXIT_CODE = 255;
  private static final int MOST_SECONDS = 86_400;

  private TestValue() {}

  static ImageTest read(String key, Yaml value) throws BadValueException {
    if (!(value instanceof Yaml.Entries entries)) {
      throw new BadValueException(
          value.place(), key + " takes a mapping of command, exit-codes and seconds");
    }
    RuleEntries.refuseOthers(entries, List.of("command", "exit-codes", "seconds"));
    List<String> command = List.of();
    Set<Integer> exitCodes = new LinkedHashSet<>();
    Optional<Duration> limit = Optional.empty();
    for (Yaml.Entry entry : entries.entries()) {
      switch (entry.key().value()) {
        case "command" -> command = command(entry.value());
        case "exit-codes" -> {
          for (String text : RuleValues.texts("exit-codes", entry.value())) {
            exitCodes.add(number("exit-codes", text, entry.value(), 0, HIGHEST_EXIT_CODE));
          }
        }
        default -> {
          String text = RuleValues.text("seconds", entry.value());
          limit =
              Optional.of(
                  Duration.ofSeconds(number("seconds", text, entry.value(), 1, MOST_SECONDS)));
        }
      }
    }
    return new ImageTest(command, exitCodes, limit);
  }

  /** The words of the command. A list has one word in each item; a text is split at blanks. */
  private static List<String> command(Yaml value) throws BadValueException {
    List<String> words = RuleValues.texts("command", value);
    return value instanceof Yaml.Items
        ? words
        : List.of(words.getFirst().strip().split("[ \t\r\n]+"));
  }

  private static int number(String key, String text, Yaml value, int least, int most)
      throws BadValueException {
    if (!text.matches("[0-9]{1,5}")
        || Integer.parseInt(text) < least
        || Integer.parseInt(text) > most) {
      throw new BadValueException(
          value.place(),
          key + " takes numbers from " + least + " to " + most + ", not '" + text + "'");
    }
    return Integer.parseInt(text);
  }
}
