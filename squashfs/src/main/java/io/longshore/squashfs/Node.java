package io.longshore.squashfs;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A file, directory, link or other object in the tree given to {@link SquashfsWriter#finish}.
 *
 * <p>An instance (by identity) that has several names becomes one inode with as many links. A
 * {@link Directory} may have one name only.
 */
public sealed interface Node
    permits Directory, Node.RegularFile, Node.SymbolicLink, Node.Device, Node.Fifo, Node.Socket {
  Attributes attributes();

  /**
   * @param content returned by {@link SquashfsWriter#write} of the writer that will get the tree;
   *     files may share it
   */
  record RegularFile(Attributes attributes, FileContent content) implements Node {}

  /**
   * @param target 1 to 4095 bytes without NUL; Linux does not accept longer targets
   */
  record SymbolicLink(Attributes attributes, byte[] target) implements Node {
    static final int LONGEST_TARGET = 4095;

    /**
     * @throws IllegalArgumentException if {@code target} is empty, too long or has a NUL
     */
    public SymbolicLink {
      if (target.length < 1 || target.length > LONGEST_TARGET) {
        throw new IllegalArgumentException(
            "the target of a symbolic link has 1 to 4095 bytes, not " + target.length);
      }
      for (byte b : target) {
        if (b == 0) {
          throw new IllegalArgumentException("the target of a symbolic link has a NUL byte");
        }
      }
    }

    public SymbolicLink(Attributes attributes, String target) {
      this(attributes, target.getBytes(UTF_8));
    }
  }

  /**
   * @param major 0 to 4095
   * @param minor 0 to 1048575
   */
  record Device(Attributes attributes, Kind kind, int major, int minor) implements Node {
    private static final int LARGEST_MAJOR = 0xfff;
    private static final int LARGEST_MINOR = 0xf_ffff;

    public enum Kind {
      BLOCK,
      CHARACTER
    }

    /**
     * @throws IllegalArgumentException if a number is out of range
     */
    public Device {
      if (major < 0 || major > LARGEST_MAJOR || minor < 0 || minor > LARGEST_MINOR) {
        throw new IllegalArgumentException(
            "device numbers must be 0 to 4095 and 0 to 1048575, not " + major + " and " + minor);
      }
    }

    /** Bits 0-7 and 20-31 are the minor, bits 8-19 the major number, as Linux encodes them. */
    int encodedNumber() {
      return (minor & 0xff) | (major << 8) | ((minor & 0xfff00) << 12);
    }

    static int majorOf(int encodedNumber) {
      return (encodedNumber >>> 8) & LARGEST_MAJOR;
    }

    static int minorOf(int encodedNumber) {
      return (encodedNumber & 0xff) | ((encodedNumber >>> 12) & 0xfff00);
    }
  }

  record Fifo(Attributes attributes) implements Node {}

  record Socket(Attributes attributes) implements Node {}
}
