package io.longshore.sif;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/** Reads a range of a file as a stream. The position of the channel stays unchanged. */
final class ObjectInputStream extends InputStream {
  private final FileChannel channel;
  private final long end;
  private long position;

  ObjectInputStream(FileChannel channel, long offset, long size) {
    this.channel = channel;
    this.position = offset;
    this.end = offset + size;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    if (length == 0) {
      return 0;
    }
    int wanted = (int) Math.min(length, end - position);
    if (wanted == 0) {
      return -1;
    }
    int count = channel.read(ByteBuffer.wrap(buffer, offset, wanted), position);
    if (count < 0) {
      throw new MalformedSifException(position, "the file ends inside an object");
    }
    position += count;
    return count;
  }

  @Override
  public long skip(long count) {
    long skipped = Math.clamp(count, 0, end - position);
    position += skipped;
    return skipped;
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, end - position);
  }
}
