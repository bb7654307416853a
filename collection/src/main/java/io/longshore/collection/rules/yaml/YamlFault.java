package io.longshore.collection.rules.yaml;

import io.longshore.collection.rules.RulePlace;

/**
 * A file is not valid YAML, uses YAML that is refused, or is larger than a file written by hand.
 */
public final class YamlFault extends Exception {
  private static final long serialVersionUID = 1;

  private final transient RulePlace place;

  YamlFault(RulePlace place, String problem, Throwable cause) {
    super(problem, cause);
    this.place = place;
  }

  public RulePlace place() {
    return place;
  }
}
