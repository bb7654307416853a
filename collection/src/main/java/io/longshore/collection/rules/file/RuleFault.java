package io.longshore.collection.rules.file;

import io.longshore.collection.rules.RulePlace;

/**
 * An entry of the rules or of a list that cannot be followed.
 *
 * @param problem what is wrong, and what is allowed
 */
public record RuleFault(RulePlace place, String problem) {}
