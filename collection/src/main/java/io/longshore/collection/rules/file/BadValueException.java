package io.longshore.collection.rules.file;

import io.longshore.collection.rules.RulePlace;

/** A value in the rules that its key does not take. */
final class BadValueException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient RuleFault fault;

  BadValueException(RulePlace place, String problem) {
    super(problem);
    this.fault = new RuleFault(place, problem);
  }

  RuleFault fault() {
    return fault;
  }
}
