package io.longshore.squashfs;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * @param target 1 to 4095 bytes without NUL; Linux takes no longer ones
 */
public record SymbolicLink(Attributes attributes, byte[] target) implements Node {
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
