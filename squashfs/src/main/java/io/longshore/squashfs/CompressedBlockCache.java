package io.longshore.squashfs;

import java.util.Optional;

/**
 * Remembers what compressing a block gave, so that the next image with the same block need not do
 * it again. Called by several compressor threads at once.
 *
 * <p>Never a reason for a failure: a cache that cannot be read has nothing, one that cannot be
 * written forgets. What it returns goes into the image as it is, so an implementation that stores
 * blocks outside the process has to check that they are what was put.
 */
public interface CompressedBlockCache {
  /** Has nothing and forgets everything. */
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
   * @return what was {@link #put}; an empty array for a block that is to be stored uncompressed
   */
  Optional<byte[]> find(BlockKey key);

  /**
   * @param compressed not to be changed by anyone from now on; an empty array for a block that is
   *     to be stored uncompressed
   */
  void put(BlockKey key, byte[] compressed);
}
