package io.longshore.benchmark.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** File contents on disk, until they are written to layers in another order. */
final class FileSpool implements AutoCloseable {
  private final FileChannel channel;

  /**
   * @param offset in the spool
   * @param size in bytes
   */
  record Slice(long offset, long size) {}

  private FileSpool(FileChannel channel) {
    this.channel = channel;
  }

  /** Makes a spool in {@code folder}, which is deleted when it is closed. */
  static FileSpool in(Path folder) throws IOException {
    return new FileSpool(
        FileChannel.open(
            folder.resolve("spool"),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE));
  }

  /** Reads {@code content} to its end and does not close it. */
  Slice append(InputStream content) throws IOException {
    long offset = channel.position();
    OutputStream out = Channels.newOutputStream(channel);
    return new Slice(offset, content.transferTo(out));
  }

  void copy(Slice slice, OutputStream out) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    long position = slice.offset();
    long end = position + slice.size();
    while (position < end) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
      int count = channel.read(buffer, position);
      if (count < 0) {
        throw new IOException("the spool ends at " + position);
      }
      out.write(buffer.array(), 0, count);
      position += count;
    }
  }

  byte[] read(Slice slice) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(slice.size()));
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, slice.offset() + buffer.position()) < 0) {
        throw new IOException("the spool ends early");
      }
    }
    return buffer.array();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
