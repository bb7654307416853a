package io.longshore.squashfs;

/**
 * @param major 0 to 4095
 * @param minor 0 to 1048575
 */
public record Device(Attributes attributes, Kind kind, int major, int minor) implements Node {
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
