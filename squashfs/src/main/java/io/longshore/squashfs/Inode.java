package io.longshore.squashfs;

/** Something in an image, without a name: names are in directories. */
public sealed interface Inode {
  /** 1 to the inode count of the superblock; equal for all names of a hard-linked file. */
  long number();

  Attributes attributes();

  /** How many names it has; for a directory 2 and the number of its subdirectories. */
  long links();

  /**
   * @param parent inode number
   * @param listingLength plain bytes of the listing; 0 for an empty directory
   * @param listing where the listing begins; means nothing for an empty directory
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
