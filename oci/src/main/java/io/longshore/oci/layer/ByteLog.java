package io.longshore.oci.layer;

import java.util.ArrayList;
import java.util.List;

/**
 * A log of bytes and numbers that is written once and read from the front. It grows without
 * copying.
 */
final class ByteLog {
  private static final int CHUNK = 1 << 15;

  private final List<byte[]> chunks = new ArrayList<>();
  private int used = CHUNK;

  void write(byte[] bytes, int offset, int length) {
    int done = 0;
    while (done < length) {
      int n = Math.min(length - done, room());
      System.arraycopy(bytes, offset + done, chunks.getLast(), used, n);
      used += n;
      done += n;
    }
  }

  /**
   * Writes a number with 7 bits in each byte, the lowest first. Small positive and negative numbers
   * take few bytes.
   */
  void writeNumber(long value) {
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7fL) != 0) {
      writeByte((int) rest | 0x80);
      rest >>>= 7;
    }
    writeByte((int) rest);
  }

  private void writeByte(int value) {
    room();
    chunks.getLast()[used] = (byte) value;
    used++;
  }

  /** The number of bytes that fit into the last chunk, at least one. */
  private int room() {
    if (used == CHUNK) {
      chunks.add(new byte[CHUNK]);
      used = 0;
    }
    return CHUNK - used;
  }

  Reader reader() {
    return new Reader();
  }

  final class Reader {
    private int chunk;
    private int position;

    boolean isAtEnd() {
      return chunk == chunks.size() || (chunk == chunks.size() - 1 && position == used);
    }

    void read(byte[] bytes, int offset, int length) {
      int done = 0;
      while (done < length) {
        int n = Math.min(length - done, CHUNK - position);
        System.arraycopy(chunks.get(chunk), position, bytes, offset + done, n);
        advance(n);
        done += n;
      }
    }

    long readNumber() {
      long value = 0;
      int shift = 0;
      byte next;
      do {
        next = chunks.get(chunk)[position];
        advance(1);
        value |= (next & 0x7fL) << shift;
        shift += 7;
      } while (next < 0);
      return (value >>> 1) ^ -(value & 1);
    }

    int readInt() {
      return Math.toIntExact(readNumber());
    }

    private void advance(int bytes) {
      position += bytes;
      if (position == CHUNK) {
        chunk++;
        position = 0;
      }
    }
  }
}
