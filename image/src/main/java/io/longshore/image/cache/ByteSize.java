package io.longshore.image.cache;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes as people write it. */
public record ByteSize(long bytes) {
  private static final Pattern TEXT =
      Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,3})?) ?([kmgt]?)(i?)b?", Pattern.CASE_INSENSITIVE);
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
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no size such as 500M or 10G");
    }
    BigDecimal base = BigDecimal.valueOf(matcher.group(3).isEmpty() ? 1000 : 1024);
    String unit = matcher.group(2).toLowerCase(Locale.ROOT);
    int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit) + 1;
    BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(base.pow(power));
    if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new IllegalArgumentException("'" + text + "' is more than any disk holds");
    }
    return new ByteSize(bytes.longValue());
  }
}
