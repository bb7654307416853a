package io.longshore.squashfs;

import java.util.Arrays;
import java.util.Optional;

/**
 * Inode types. A basic inode and a directory entry have the basic code. An extended inode has
 * larger and additional fields, and the basic code plus 7.
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

  static Optional<InodeType> ofCode(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  static InodeType of(Node node) {
    return switch (node) {
      case Directory directory -> DIRECTORY;
      case Node.RegularFile file -> FILE;
      case Node.SymbolicLink link -> SYMBOLIC_LINK;
      case Node.Device device when device.kind() == Node.Device.Kind.BLOCK -> BLOCK_DEVICE;
      case Node.Device device -> CHARACTER_DEVICE;
      case Node.Fifo fifo -> FIFO;
      case Node.Socket socket -> SOCKET;
    };
  }

  static InodeType of(Inode inode) {
    return switch (inode) {
      case Inode.DirectoryInode directory -> DIRECTORY;
      case Inode.FileInode file -> FILE;
      case Inode.SymbolicLinkInode link -> SYMBOLIC_LINK;
      case Inode.DeviceInode device when device.kind() == Node.Device.Kind.BLOCK -> BLOCK_DEVICE;
      case Inode.DeviceInode device -> CHARACTER_DEVICE;
      case Inode.FifoInode fifo -> FIFO;
      case Inode.SocketInode socket -> SOCKET;
    };
  }
}
