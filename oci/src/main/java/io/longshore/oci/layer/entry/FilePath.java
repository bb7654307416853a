package io.longshore.oci.layer.entry;

import io.longshore.ground.Printable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A path below the root of a file system, as a list of names; the root itself is the empty list.
 *
 * <p>A path cannot lead out of the root: {@code ..} is resolved while parsing, by text alone and
 * with the root as its own parent, as container runtimes do before they follow symbolic links.
 */
public record FilePath(List<FileName> names) implements Comparable<FilePath> {
  public static final FilePath ROOT = new FilePath(List.of());

  /** PATH_MAX of Linux without its final NUL, in bytes; longer paths cannot be opened there. */
  public static final int MAXIMUM_LENGTH = 4095;

  private static final long HASH_START = 0xcbf29ce484222325L;

  public FilePath {
    names = List.copyOf(names);
    long length = Math.max(0, names.size() - 1);
    for (FileName name : names) {
      length += name.length();
    }
    if (length > MAXIMUM_LENGTH) {
      throw new IllegalArgumentException("a path of " + length + " bytes");
    }
  }

  /**
   * Reads a path with {@code /} between names. Leading, trailing and doubled slashes and {@code .}
   * are ignored.
   *
   * @throws IllegalArgumentException if a name is longer than {@link FileName#MAXIMUM_LENGTH} or
   *     contains NUL, or the path is longer than {@link #MAXIMUM_LENGTH}
   */
  public static FilePath parse(byte[] bytes) {
    List<FileName> names = new ArrayList<>();
    int start = 0;
    while (start <= bytes.length) {
      int end = start;
      while (end < bytes.length && bytes[end] != '/') {
        end++;
      }
      append(names, bytes, start, end);
      start = end + 1;
    }
    return new FilePath(names);
  }

  /** Reads the UTF-8 encoding of {@code text} like {@link #parse(byte[])}. */
  public static FilePath parse(String text) {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void append(List<FileName> names, byte[] bytes, int start, int end) {
    int length = end - start;
    if (length == 0 || (length == 1 && bytes[start] == '.')) {
      return;
    }
    if (length == 2 && bytes[start] == '.' && bytes[start + 1] == '.') {
      if (!names.isEmpty()) {
        names.removeLast();
      }
      return;
    }
    names.add(FileName.of(bytes, start, end));
  }

  public boolean isRoot() {
    return names.isEmpty();
  }

  /**
   * @throws java.util.NoSuchElementException for the root
   */
  public FileName last() {
    return names.getLast();
  }

  /**
   * @throws IllegalArgumentException for the root
   */
  public FilePath parent() {
    return new FilePath(names.subList(0, names.size() - 1));
  }

  public FilePath resolve(FileName name) {
    List<FileName> longer = new ArrayList<>(names);
    longer.add(name);
    return new FilePath(longer);
  }

  /** Orders by the first different name, and a folder before its entries. */
  @Override
  public int compareTo(FilePath other) {
    int common = Math.min(names.size(), other.names.size());
    for (int i = 0; i < common; i++) {
      int order = names.get(i).compareTo(other.names.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(names.size(), other.names.size());
  }

  /** See {@link FileName#hash}. */
  public long hash() {
    long hash = HASH_START;
    for (FileName name : names) {
      hash = name.hash(hash);
    }
    return hash;
  }

  /** The names with {@code /} between them, without a leading slash. */
  public byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String separator = "";
    for (FileName name : names) {
      out.writeBytes(separator.getBytes(StandardCharsets.US_ASCII));
      name.writeTo(out);
      separator = "/";
    }
    return out.toByteArray();
  }

  /** The absolute path in printable form, see {@link FileName#toString()}. */
  @Override
  public String toString() {
    return "/" + Printable.bytes(toBytes());
  }
}
