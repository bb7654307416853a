package io.longshore.collection.rules;

import java.util.Optional;

/**
 * Nobody should begin to use a container.
 *
 * @param words why, for those who use it
 * @param successor the registration to use in its place
 */
public record Deprecation(String words, Optional<String> successor) {}
