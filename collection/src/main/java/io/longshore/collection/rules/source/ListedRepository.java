package io.longshore.collection.rules.source;

import io.longshore.collection.rules.RulePlace;
import io.longshore.oci.Repository;
import java.util.Optional;

/**
 * A repository that a list names.
 *
 * @param status what the list says of it, as {@code unmaintained}
 */
record ListedRepository(RulePlace place, Repository repository, Optional<String> status) {}
