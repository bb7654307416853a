package io.longshore.dataset.git;

/**
 * A setting of the user's git that is without effect in what we do, since it would have git run
 * what the dataset brings along.
 *
 * @param key as {@code git config} names it
 * @param reason what it names, as the end of a sentence
 */
public record SetAside(String key, String value, String reason) {}
