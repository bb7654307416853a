package io.longshore.ground.file;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Names for files of this program that lie among others for a moment. No file has them before. */
final class FreshName {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 16;

  private FreshName() {}

  static Path beside(Path file) {
    return file.resolveSibling(name());
  }

  static Path in(Path folder) {
    return folder.resolve(name());
  }

  private static String name() {
    byte[] random = new byte[BYTES];
    RANDOM.nextBytes(random);
    return ".longshore-" + HexFormat.of().formatHex(random) + ".partial";
  }
}
