package io.longshore.squashfs;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Packs tails, the ends of files that fill no block and files smaller than one, into fragment
 * blocks. Equal tails are stored once.
 */
final class FragmentPacker {
  private final OrderedBlockWriter blocks;
  private final CompressorThreads compressors;
  private final BlockBuffers buffers;
  private final int blockSize;
  private final MessageDigest messageDigest = Sha256.newMessageDigest();
  private final DigestTable seen = new DigestTable();

  /** Of the tails in {@link #seen}: fragment index in the upper, offset in the lower half. */
  private long[] locations = new long[16];

  private byte[] open;
  private int openLength;
  private int openIndex;
  private final FragmentTable table = new FragmentTable();

  FragmentPacker(
      OrderedBlockWriter blocks,
      CompressorThreads compressors,
      BlockBuffers buffers,
      int blockSize) {
    this.blocks = blocks;
    this.compressors = compressors;
    this.buffers = buffers;
    this.blockSize = blockSize;
  }

  FragmentLocation add(byte[] tail, int length) throws IOException {
    messageDigest.update(tail, 0, length);
    int number = seen.putIfAbsent(messageDigest.digest());
    if (number != DigestTable.ABSENT) {
      return new FragmentLocation((int) (locations[number] >>> 32), (int) locations[number]);
    }
    if (openLength + length > blockSize) {
      flush();
    }
    if (open == null) {
      open = buffers.take();
    }
    System.arraycopy(tail, 0, open, openLength, length);
    FragmentLocation location = new FragmentLocation(openIndex, openLength);
    openLength += length;
    remember(location);
    return location;
  }

  private void flush() throws IOException {
    if (openLength > 0) {
      blocks.enqueue(
          compressors.submit(open, openLength, CompressorThreads.MOST_URGENT, length -> {}),
          (position, size, digest) -> table.add(position, size));
      open = null;
      openLength = 0;
      openIndex++;
    }
  }

  /** No tail follows: what was seen may be forgotten, for the tree will need the memory. */
  void finish() throws IOException {
    flush();
    seen.clear();
    locations = new long[0];
  }

  /** Complete when the blocks are drained. */
  FragmentTable table() {
    return table;
  }

  private void remember(FragmentLocation location) {
    int number = seen.size() - 1;
    if (number == locations.length) {
      locations = Arrays.copyOf(locations, number + number / 2);
    }
    locations[number] = ((long) location.fragment() << 32) | location.offset();
  }
}
