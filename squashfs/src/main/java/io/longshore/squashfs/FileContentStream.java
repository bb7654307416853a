package io.longshore.squashfs;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

/** The content of a file, block by block. */
final class FileContentStream extends InputStream {
  private final DataBlockReader data;
  private final FileLayout layout;
  private final MetadataCursor blockSizes;
  private final byte[] block;
  private long blocksRead;
  private long position;

  /** The number of bytes of the file that have not been read into {@link #block}. */
  private long left;

  private int offset;
  private int available;

  FileContentStream(DataBlockReader data, MetadataCursor blockSizes, Inode.FileInode file) {
    this.data = data;
    this.blockSizes = blockSizes;
    this.layout = file.layout();
    this.left = file.size();
    this.position = layout.start();
    this.block = new byte[data.blockSize()];
  }

  @Override
  public int read() throws IOException {
    return fill() ? block[offset++] & 0xff : -1;
  }

  @Override
  public int read(byte[] buffer, int start, int length) throws IOException {
    Objects.checkFromIndexSize(start, length, buffer.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, available - offset);
    System.arraycopy(block, offset, buffer, start, count);
    offset += count;
    return count;
  }

  @Override
  public int available() {
    return available - offset;
  }

  private boolean fill() throws IOException {
    if (offset < available) {
      return true;
    }
    if (left == 0) {
      return false;
    }
    int expected = (int) Math.min(left, block.length);
    if (blocksRead < layout.blockCount()) {
      readBlock(expected);
    } else {
      readTail(expected);
    }
    left -= expected;
    offset = 0;
    available = expected;
    return true;
  }

  private void readBlock(int expected) throws IOException {
    long user = blockSizes.blockPosition();
    long size = blockSizes.u32();
    int stored = data.storedLength(size, user);
    if (stored == 0) {
      Arrays.fill(block, 0, expected, (byte) 0);
    } else {
      int length = data.read(position, size, user, block);
      if (length != expected) {
        throw new MalformedSquashfsException(
            position, "a block of " + length + " bytes instead of " + expected);
      }
    }
    position += stored;
    blocksRead++;
  }

  private void readTail(int expected) throws IOException {
    DataBlockReader.Fragment fragment = data.fragment(layout.fragment());
    if (layout.fragmentOffset() + expected > fragment.length()) {
      throw new MalformedSquashfsException(
          fragment.position(),
          "a fragment block of " + fragment.length() + " bytes, too short for a tail in it");
    }
    System.arraycopy(fragment.plain(), (int) layout.fragmentOffset(), block, 0, expected);
  }
}
