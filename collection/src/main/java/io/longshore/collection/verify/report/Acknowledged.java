package io.longshore.collection.verify.report;

/**
 * A finding that the maintainers of the dataset have acknowledged.
 *
 * @param reason their reason in one line; a stranger's text
 */
public record Acknowledged(Finding finding, String reason) {}
