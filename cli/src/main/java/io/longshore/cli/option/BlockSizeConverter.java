package io.longshore.cli.option;

import io.longshore.ground.ByteSize;
import io.longshore.squashfs.SquashfsOptions;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 131072}, {@code 128K}, {@code 128KiB}, {@code 1M}; units are powers of 1024. */
final class BlockSizeConverter implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String text) {
    long bytes;
    try {
      bytes = ByteSize.parseBinary(text).bytes();
    } catch (IllegalArgumentException e) {
      bytes = 0;
    }
    if (!SquashfsOptions.isBlockSize(bytes)) {
      throw new TypeConversionException(
          "'" + text + "' is not one of 4K, 8K, 16K, 32K, 64K, 128K, 256K, 512K and 1M");
    }
    return (int) bytes;
  }
}
