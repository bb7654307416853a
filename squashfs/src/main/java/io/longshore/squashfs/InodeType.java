package io.longshore.squashfs;

/**
 * Inode types. A basic inode and the entry in a directory have the basic code; an extended inode,
 * with room for what the basic one cannot hold, has the basic code plus 7.
 */
enum InodeType {
  DIRECTORY(1),
  FILE(2),
  SYMBOLIC_LINK(3),
  BLOCK_DEVICE(4),
  CHARACTER_DEVICE(5),
  FIFO(6),
  SOCKET(7);

  static final int EXTENDED = 7;

  private final int code;

  InodeType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  int extendedCode() {
    return code + EXTENDED;
  }

  static InodeType of(Node node) {
    return switch (node) {
      case Directory directory -> DIRECTORY;
      case RegularFile file -> FILE;
      case SymbolicLink link -> SYMBOLIC_LINK;
      case Device device when device.kind() == Device.Kind.BLOCK -> BLOCK_DEVICE;
      case Device device -> CHARACTER_DEVICE;
      case Fifo fifo -> FIFO;
      case Socket socket -> SOCKET;
    };
  }
}
