package io.longshore.cli.option;

import io.longshore.collection.freeze.WantedVersion;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

public final class WantedVersionConverter implements ITypeConverter<WantedVersion> {
  @Override
  public WantedVersion convert(String text) {
    try {
      return WantedVersion.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
