package io.longshore.image.cache;

import io.longshore.squashfs.BlockKey;
import java.util.Random;

/** Made-up keys and blocks, the same for the same number. */
final class Blocks {
  private Blocks() {}

  static BlockKey key(int number) {
    byte[] bytes = new byte[BlockKey.LENGTH];
    new Random(number).nextBytes(bytes);
    return BlockKey.of(bytes);
  }

  static byte[] block(int number, int length) {
    byte[] bytes = new byte[length];
    new Random(-1L - number).nextBytes(bytes);
    return bytes;
  }
}
