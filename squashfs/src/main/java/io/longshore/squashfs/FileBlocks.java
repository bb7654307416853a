package io.longshore.squashfs;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Future;

/** The data of one file: first its full blocks, then its tail. */
interface FileBlocks {
  /** Bytes. */
  long size();

  /**
   * The next full block; to be called as often as there are any.
   *
   * @return empty for a block of zeros
   */
  Optional<Future<CompressedBlock>> nextBlock() throws IOException;

  /**
   * What is behind the last full block; to be called once, after the blocks.
   *
   * @return an array that begins with the tail, valid until the next use of this object
   */
  byte[] tail() throws IOException;
}
