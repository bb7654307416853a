package io.longshore.squashfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Writes an image into a channel, from any byte on. The position may go back. */
final class ImageOutput {
  private static final int COMPARED_AT_ONCE = 1 << 16;

  private final FileChannel channel;
  private final long start;
  private long position;

  ImageOutput(FileChannel channel, long start) {
    this.channel = channel;
    this.start = start;
  }

  /** The position relative to the first byte of the image. */
  long position() {
    return position;
  }

  /** Moves the position. Bytes from {@code newPosition} on will be overwritten or cut off. */
  void moveTo(long newPosition) {
    position = newPosition;
  }

  void write(byte[] bytes, int length) throws IOException {
    writeAt(position, ByteBuffer.wrap(bytes, 0, length));
    position += length;
  }

  void write(byte[] bytes) throws IOException {
    write(bytes, bytes.length);
  }

  void writeAt(long where, ByteBuffer bytes) throws IOException {
    long target = start + where;
    while (bytes.hasRemaining()) {
      target += channel.write(bytes, target);
    }
  }

  /**
   * Whether the {@code length} bytes at {@code first} equal the {@code length} bytes at {@code
   * second}.
   */
  boolean holdsTwice(long first, long second, long length) throws IOException {
    ImageInput written = new ImageInput(channel, start, position);
    for (long done = 0; done < length; done += COMPARED_AT_ONCE) {
      int count = (int) Math.min(length - done, COMPARED_AT_ONCE);
      if (!written.read(first + done, count).equals(written.read(second + done, count))) {
        return false;
      }
    }
    return true;
  }

  /** Makes the channel end at the current position. */
  void truncate() throws IOException {
    channel.truncate(start + position);
  }
}
