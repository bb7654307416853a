package io.longshore.cli;

import io.longshore.squashfs.SquashfsOptions;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 131072}, {@code 128K}, {@code 128KiB}, {@code 1M}; units are powers of 1024. */
final class BlockSizeConverter implements ITypeConverter<Integer> {
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,7})(?:([KM])(?:IB)?)?");

  @Override
  public Integer convert(String text) {
    Matcher size = SIZE.matcher(text.toUpperCase(Locale.ROOT));
    if (size.matches()) {
      long bytes = Long.parseLong(size.group(1)) << shift(size.group(2));
      if (SquashfsOptions.isBlockSize(bytes)) {
        return (int) bytes;
      }
    }
    throw new TypeConversionException(
        "'" + text + "' is not one of 4K, 8K, 16K, 32K, 64K, 128K, 256K, 512K and 1M");
  }

  private static int shift(String unit) {
    return switch (unit) {
      case "K" -> 10;
      case "M" -> 20;
      case null, default -> 0;
    };
  }
}
