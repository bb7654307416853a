package io.longshore.cli.option;

import io.longshore.oci.Platform;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

public final class PlatformConverter implements ITypeConverter<Platform> {
  @Override
  public Platform convert(String text) {
    try {
      return Platform.typed(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
