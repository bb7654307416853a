package io.longshore.collection.rules;

import java.util.Optional;

/**
 * The statement that nobody should begin to use a container.
 *
 * @param words the reason, for the users of the container
 * @param successor the registration to use instead
 */
public record Deprecation(String words, Optional<String> successor) {}
