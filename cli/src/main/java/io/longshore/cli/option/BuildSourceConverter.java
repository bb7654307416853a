package io.longshore.cli.option;

import io.longshore.cli.build.BuildSource;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

public final class BuildSourceConverter implements ITypeConverter<BuildSource> {
  @Override
  public BuildSource convert(String text) {
    try {
      return BuildSource.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
