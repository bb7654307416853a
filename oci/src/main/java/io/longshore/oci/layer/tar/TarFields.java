package io.longshore.oci.layer.tar;

import java.util.Arrays;
import java.util.OptionalLong;

/** Reads the fields of a tar header block: text ended by NUL, octal and base-256 numbers. */
final class TarFields {
  private final byte[] block;

  TarFields(byte[] block) {
    this.block = block;
  }

  int at(int offset) {
    return block[offset] & 0xff;
  }

  /** The bytes up to the first NUL, or all {@code length} of them. */
  byte[] text(int offset, int length) {
    int end = offset;
    while (end < offset + length && block[end] != 0) {
      end++;
    }
    return Arrays.copyOfRange(block, offset, end);
  }

  boolean matches(int offset, byte[] expected) {
    return Arrays.equals(block, offset, offset + expected.length, expected, 0, expected.length);
  }

  /**
   * Reads a number. If the first bit of the field is set, the other {@code 8 * length - 1} bits are
   * a big-endian two's complement number (GNU's base-256). Otherwise the field has octal digits
   * between any spaces and NULs. An empty field is 0.
   *
   * @return the number; empty if the field is not a number or does not fit 64 bits
   */
  OptionalLong number(int offset, int length) {
    return (at(offset) & 0x80) != 0 ? base256(offset, length) : octal(offset, length);
  }

  private OptionalLong base256(int offset, int length) {
    boolean negative = (at(offset) & 0x40) != 0;
    long value = negative ? -1 : 0;
    for (int i = 0; i < length; i++) {
      int b = i > 0 ? at(offset + i) : negative ? at(offset) : at(offset) & 0x7f;
      boolean losesBits = negative ? value < Long.MIN_VALUE >> 8 : value > Long.MAX_VALUE >> 8;
      if (losesBits) {
        return OptionalLong.empty();
      }
      value = value << 8 | b;
    }
    return OptionalLong.of(value);
  }

  private OptionalLong octal(int offset, int length) {
    int start = offset;
    int end = offset + length;
    while (start < end && isPadding(start)) {
      start++;
    }
    int stop = start;
    while (stop < end && !isPadding(stop)) {
      stop++;
    }
    long value = 0;
    for (int i = start; i < stop; i++) {
      int digit = at(i) - '0';
      if (digit < 0 || digit > 7 || value > Long.MAX_VALUE >> 3) {
        return OptionalLong.empty();
      }
      value = value << 3 | digit;
    }
    return OptionalLong.of(value);
  }

  private boolean isPadding(int offset) {
    return block[offset] == ' ' || block[offset] == 0;
  }
}
