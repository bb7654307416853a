package io.longshore.ground;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How old something is, as people write it. */
public record Age(Duration time) {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,6}) ?([mhdw])");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1),
          "w", Duration.ofDays(7));

  public Age {
    if (time.isNegative()) {
      throw new IllegalArgumentException("an age cannot be negative");
    }
  }

  /**
   * Reads {@code 90m}, {@code 12h}, {@code 30d}, {@code 2w}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Age parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no age such as 12h, 30d or 8w");
    }
    return new Age(UNITS.get(matcher.group(2)).multipliedBy(Integer.parseInt(matcher.group(1))));
  }
}
