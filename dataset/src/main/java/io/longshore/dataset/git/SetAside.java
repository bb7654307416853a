package io.longshore.dataset.git;

/**
 * A setting of the user's git that Longshore overrides, because it would make git run files of the
 * dataset.
 *
 * @param key as {@code git config} names it
 * @param reason what the setting names, as the end of a sentence
 */
public record SetAside(String key, String value, String reason) {}
