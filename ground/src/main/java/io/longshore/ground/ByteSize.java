package io.longshore.ground;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes as people write it. */
public record ByteSize(long bytes) {
  private static final Pattern TEXT =
      Pattern.compile(
          "([0-9]{1,18}(?:\\.[0-9]{1,3})?) ?([kmgt]?)(i?)(b?)", Pattern.CASE_INSENSITIVE);
  private static final String UNITS = "kmgt";

  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size cannot be negative");
    }
  }

  /**
   * Reads {@code 500M}, {@code 10 GB} (powers of 1000), {@code 1.5GiB} (powers of 1024), {@code 0}.
   *
   * @throws IllegalArgumentException for anything else, or more than 2^63 bytes
   */
  public static ByteSize parse(String text) {
    return parse(text, 1000);
  }

  /**
   * Reads sizes as {@link #parse(String)} does, except that a letter by itself stands for a power
   * of 1024, as is usual for block sizes and memory: {@code 128K} is 131072, {@code 128KB} is
   * 128000.
   *
   * @throws IllegalArgumentException for anything else, or more than 2^63 bytes
   */
  public static ByteSize parseBinary(String text) {
    return parse(text, 1024);
  }

  private static ByteSize parse(String text, int baseOfLetters) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no size such as 500M or 10G");
    }
    int base =
        !matcher.group(3).isEmpty() ? 1024 : !matcher.group(4).isEmpty() ? 1000 : baseOfLetters;
    String unit = matcher.group(2).toLowerCase(Locale.ROOT);
    int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit) + 1;
    BigDecimal bytes =
        new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(base).pow(power));
    if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new IllegalArgumentException("'" + text + "' is more than any disk holds");
    }
    return new ByteSize(bytes.longValue());
  }
}
