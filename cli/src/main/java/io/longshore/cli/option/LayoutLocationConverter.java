package io.longshore.cli.option;

import io.longshore.oci.layout.LayoutLocation;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

public final class LayoutLocationConverter implements ITypeConverter<LayoutLocation> {
  @Override
  public LayoutLocation convert(String text) {
    try {
      return LayoutLocation.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
