package io.longshore.squashfs;

import java.util.Optional;

/**
 * Keeps compressed blocks, so that the next image with the same block need not compress it again.
 * Called by several compressor threads at once.
 *
 * <p>A cache never makes a build fail: a cache that cannot be read finds nothing, and a cache that
 * cannot be written forgets. The image stores the returned bytes unchecked, so an implementation
 * that stores blocks outside the process has to check that they are undamaged.
 */
public interface CompressedBlockCache {
  /** A cache that finds nothing and forgets everything. */
  CompressedBlockCache NONE =
      new CompressedBlockCache() {
        @Override
        public Optional<byte[]> find(BlockKey key) {
          return Optional.empty();
        }

        @Override
        public void put(BlockKey key, byte[] compressed) {}
      };

  /**
   * @return the block given to {@link #put}; an empty array for a block that is to be stored
   *     uncompressed
   */
  Optional<byte[]> find(BlockKey key);

  /**
   * @param compressed the compressed block, which nobody may change from now on; an empty array for
   *     a block that is to be stored uncompressed
   */
  void put(BlockKey key, byte[] compressed);
}
