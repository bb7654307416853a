package io.longshore.squashfs;

/**
 * Something with a name in the tree given to {@link SquashfsWriter#finish}.
 *
 * <p>The same instance (by identity) under several names becomes one inode with as many links. A
 * {@link Directory} may stand in one place only.
 */
public sealed interface Node permits Directory, RegularFile, SymbolicLink, Device, Fifo, Socket {
  Attributes attributes();
}
