package io.longshore.squashfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Reads from an image that begins at any byte of a channel, never beyond the end of the image. */
final class ImageInput {
  private final FileChannel channel;
  private final long start;
  private final long length;

  /**
   * @param length of the image in bytes
   */
  ImageInput(FileChannel channel, long start, long length) {
    this.channel = channel;
    this.start = start;
    this.length = length;
  }

  /**
   * Reads {@code count} bytes into a little-endian buffer. The caller has checked that {@code
   * count} is a sensible size to allocate.
   */
  ByteBuffer read(long position, int count) throws IOException {
    requireInside(position, count);
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, start + position + buffer.position()) < 0) {
        throw new MalformedSquashfsException(position, "the file ends here");
      }
    }
    return buffer.flip();
  }

  void requireInside(long position, long count) throws MalformedSquashfsException {
    if (position < 0 || count < 0 || position > length - count) {
      throw new MalformedSquashfsException(
          position, count + " bytes needed; the image has " + length + " in all");
    }
  }
}
