package io.longshore.squashfs;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Future;

/** The data of one file: first its full blocks, then its tail. */
interface FileBlocks {
  /** The size in bytes. */
  long size();

  /**
   * The next full block. Called once for each full block.
   *
   * @return empty for a block of zeros
   */
  Optional<Future<CompressedBlock>> nextBlock() throws IOException;

  /**
   * The bytes behind the last full block. Called once, after the blocks.
   *
   * @return an array that begins with the tail, valid until the next use of this object
   */
  byte[] tail() throws IOException;
}
