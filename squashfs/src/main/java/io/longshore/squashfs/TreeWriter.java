package io.longshore.squashfs;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Writes a tree to the inode table and the directory table, each directory after everything below
 * it. The writer does not recurse, since trees may be deeper than a thread's stack.
 */
final class TreeWriter {
  private static final long UNWRITTEN = -1;

  private final InodeNumbers numbers;
  private final long[] inodes;
  private final MetadataWriter inodeBlocks;
  private final InodeTableWriter inodeTable;
  private final DirectoryTableWriter directoryTable;

  TreeWriter(
      InodeNumbers numbers,
      ImageOutput output,
      BlockCompressor compressor,
      int blockSize,
      ExtendedAttributeTable extendedAttributes) {
    this.numbers = numbers;
    inodes = new long[numbers.count()];
    Arrays.fill(inodes, UNWRITTEN);
    inodeBlocks = new MetadataWriter(compressor, output::write);
    inodeTable = new InodeTableWriter(inodeBlocks, blockSize, numbers, extendedAttributes);
    directoryTable = new DirectoryTableWriter(compressor, numbers, inodes);
  }

  /** Writes the inode table. {@link #writeDirectoryTable} writes the directory table afterwards. */
  void writeInodeTable(Directory root) throws IOException {
    Deque<Frame> path = new ArrayDeque<>();
    // The root has no parent. Like mksquashfs, the writer gives a number that no inode has.
    path.push(new Frame(root, numbers.count() + 1));
    while (!path.isEmpty()) {
      Frame frame = path.getFirst();
      Directory child = frame.nextSubdirectory();
      if (child == null) {
        writeDirectory(path.pop());
      } else {
        path.push(new Frame(child, numbers.of(frame.directory)));
      }
    }
    inodeBlocks.finish();
    directoryTable.finish();
  }

  void writeDirectoryTable(ImageOutput output) throws IOException {
    directoryTable.writeTo(output);
  }

  /** References into the inode table, indexed by inode number minus 1. */
  long[] inodes() {
    return inodes;
  }

  IdTable ids() {
    return inodeTable.ids();
  }

  private void writeDirectory(Frame frame) throws IOException {
    Directory directory = frame.directory;
    for (int i = 0; i < directory.size(); i++) {
      Node node = directory.node(i);
      int index = numbers.of(node) - 1;
      if (inodes[index] == UNWRITTEN) {
        inodes[index] = write(node);
      }
    }
    DirectoryListing listing = directoryTable.write(directory);
    inodes[numbers.of(directory) - 1] =
        inodeTable.write(directory, frame.parent, listing, frame.subdirectories);
  }

  private long write(Node node) throws IOException {
    return switch (node) {
      case Directory directory -> throw new IllegalStateException("directories come first");
      case Node.RegularFile file -> inodeTable.write(file);
      case Node.SymbolicLink link -> inodeTable.write(link);
      case Node.Device device -> inodeTable.write(device);
      case Node.Fifo fifo -> inodeTable.writeChannel(fifo);
      case Node.Socket socket -> inodeTable.writeChannel(socket);
    };
  }

  /** A directory whose subdirectories are being written. */
  private static final class Frame {
    private final Directory directory;
    private final int parent;
    private int next;
    private int subdirectories;

    Frame(Directory directory, int parent) {
      this.directory = directory;
      this.parent = parent;
    }

    /** The next subdirectory; null after the last one. */
    Directory nextSubdirectory() {
      while (next < directory.size()) {
        if (directory.node(next++) instanceof Directory child) {
          subdirectories++;
          return child;
        }
      }
      return null;
    }
  }
}
