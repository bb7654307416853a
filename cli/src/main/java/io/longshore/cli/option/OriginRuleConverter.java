package io.longshore.cli.option;

import io.longshore.collection.migrate.origin.OriginRule;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

public final class OriginRuleConverter implements ITypeConverter<OriginRule> {
  @Override
  public OriginRule convert(String text) {
    try {
      return OriginRule.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
