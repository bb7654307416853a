package io.longshore.squashfs;

/**
 * A file, directory, link or other object of an image. An inode has no name: names are in
 * directories.
 */
public sealed interface Inode {
  /**
   * The inode number, from 1 to the inode count of the superblock. All names of a hard-linked file
   * have the same number.
   */
  long number();

  Attributes attributes();

  /** The number of names; for a directory 2 plus the number of its subdirectories. */
  long links();

  /**
   * @param parent inode number
   * @param listingLength plain bytes of the listing; 0 for an empty directory
   * @param listing where the listing begins; without meaning for an empty directory
   */
  record DirectoryInode(
      long number,
      Attributes attributes,
      long links,
      long parent,
      long listingLength,
      MetadataPosition listing)
      implements Inode {}

  /**
   * @param size bytes
   */
  record FileInode(long number, Attributes attributes, long links, long size, FileLayout layout)
      implements Inode {}

  /**
   * @param target not to be changed
   */
  record SymbolicLinkInode(long number, Attributes attributes, long links, byte[] target)
      implements Inode {}

  record DeviceInode(
      long number, Attributes attributes, long links, Node.Device.Kind kind, int major, int minor)
      implements Inode {}

  record FifoInode(long number, Attributes attributes, long links) implements Inode {}

  record SocketInode(long number, Attributes attributes, long links) implements Inode {}
}
