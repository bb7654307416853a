package io.longshore.collection.rules.source;

import io.longshore.collection.rules.RulePlace;
import io.longshore.oci.Repository;

/** A repository that a list names. */
record ListedRepository(RulePlace place, Repository repository) {}
