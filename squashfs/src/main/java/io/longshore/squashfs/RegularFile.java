package io.longshore.squashfs;

/**
 * @param content from {@link SquashfsWriter#write} of the writer that will get the tree; may be
 *     shared between files
 */
public record RegularFile(Attributes attributes, FileContent content) implements Node {}
