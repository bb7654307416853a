package io.longshore.oci.layer.entry;

import io.longshore.ground.Printable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The name of one entry of a directory: 1 to 255 bytes in no particular encoding, without {@code /}
 * and NUL, neither {@code .} nor {@code ..}.
 *
 * <p>Names are ordered as sequences of unsigned bytes, and a prefix comes before a longer name.
 */
public final class FileName implements Comparable<FileName> {
  /** NAME_MAX of Linux, in bytes. */
  public static final int MAXIMUM_LENGTH = 255;

  private static final long HASH_PRIME = 0x100000001b3L;

  private final byte[] bytes;

  private FileName(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @throws IllegalArgumentException if {@code bytes} cannot be a name in a directory
   */
  public static FileName of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  /** The UTF-8 encoding of {@code text}. */
  public static FileName of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  public static FileName of(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length == 0 || length > MAXIMUM_LENGTH) {
      throw new IllegalArgumentException("a file name of " + length + " bytes");
    }
    for (int i = from; i < to; i++) {
      if (bytes[i] == 0 || bytes[i] == '/') {
        throw new IllegalArgumentException("a file name with a NUL or a slash");
      }
    }
    FileName name = new FileName(Arrays.copyOfRange(bytes, from, to));
    if (name.isDots()) {
      throw new IllegalArgumentException("'" + name + "' is not a file name");
    }
    return name;
  }

  private boolean isDots() {
    return bytes[0] == '.' && (bytes.length == 1 || (bytes.length == 2 && bytes[1] == '.'));
  }

  /** A copy. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  public int length() {
    return bytes.length;
  }

  public boolean startsWith(byte[] prefix) {
    return bytes.length >= prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  public byte[] bytesAfter(int start) {
    return Arrays.copyOfRange(bytes, start, bytes.length);
  }

  void writeTo(ByteArrayOutputStream out) {
    out.writeBytes(bytes);
  }

  /**
   * The hash of the path of the entry with this name, computed from the hash of the directory's
   * path: FNV-1a over the names, with a slash before each name.
   */
  public long hash(long hash) {
    long result = (hash ^ '/') * HASH_PRIME;
    for (byte b : bytes) {
      result = (result ^ (b & 0xff)) * HASH_PRIME;
    }
    return result;
  }

  @Override
  public int compareTo(FileName other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileName name && Arrays.equals(bytes, name.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The name in printable form, see {@link Printable#bytes}. */
  @Override
  public String toString() {
    return Printable.bytes(bytes);
  }
}
