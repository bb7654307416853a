package io.longshore.collection.verify.report;

/**
 * A finding that the people of the dataset know of and live with.
 *
 * @param reason theirs, in one line; anybody may have written it
 */
public record Acknowledged(Finding finding, String reason) {}
