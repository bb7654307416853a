package io.longshore.squashfs;

import java.util.OptionalInt;

/** Decompresses one block at a time. Not safe for use by several threads at once. */
interface BlockDecompressor {

  /**
   * Decompresses the whole of {@code compressed} to the start of {@code plain}.
   *
   * @return the number of bytes written; empty if {@code compressed} is no valid stream or holds
   *     more than {@code plain} takes
   */
  OptionalInt decompress(byte[] compressed, byte[] plain);
}
