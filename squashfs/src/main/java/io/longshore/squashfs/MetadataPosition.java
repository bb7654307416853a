package io.longshore.squashfs;

/**
 * A position in metadata.
 *
 * @param block where the metadata block begins, in bytes from the superblock
 * @param offset in the plain block
 */
public record MetadataPosition(long block, int offset) {}
