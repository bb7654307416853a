package io.longshore.cli.option;

import io.longshore.squashfs.Compression;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

final class CompressionConverter implements ITypeConverter<Compression> {
  @Override
  public Compression convert(String text) {
    try {
      return Compression.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
