package io.longshore.squashfs;

/**
 * A name in a directory of an image.
 *
 * @param name not to be changed
 */
public record DirectoryEntry(byte[] name, Inode inode) {}
