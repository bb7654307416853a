package io.longshore.squashfs;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Packs tails into fragment blocks. A tail is the end of a file that does not fill a block, or a
 * whole file that is smaller than a block. Each {@link TailKind} has its own fragment blocks. Equal
 * tails are stored once.
 */
final class FragmentPacker {
  private final OrderedBlockWriter blocks;
  private final CompressorThreads compressors;
  private final BlockBuffers buffers;
  private final int blockSize;
  private final MessageDigest messageDigest = Sha256.newMessageDigest();
  private final DigestTable seen = new DigestTable();

  /**
   * The locations of the tails in {@link #seen}: fragment index in the upper, offset in the lower
   * half.
   */
  private long[] locations = new long[16];

  private final Map<TailKind, OpenFragment> open = new EnumMap<>(TailKind.class);
  private int count;
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

  FragmentLocation add(byte[] tail, int length, boolean wholeFile) throws IOException {
    messageDigest.update(tail, 0, length);
    int number = seen.putIfAbsent(messageDigest.digest());
    if (number != DigestTable.ABSENT) {
      return new FragmentLocation((int) (locations[number] >>> 32), (int) locations[number]);
    }
    TailKind kind = TailKind.of(tail, length, wholeFile);
    OpenFragment fragment = open.get(kind);
    if (fragment != null && fragment.length + length > blockSize) {
      flush(fragment);
      fragment = null;
    }
    if (fragment == null) {
      fragment = new OpenFragment(count++, buffers.take());
      open.put(kind, fragment);
    }
    FragmentLocation location = fragment.append(tail, length);
    remember(location);
    return location;
  }

  private void flush(OpenFragment fragment) throws IOException {
    blocks.enqueue(
        compressors.submit(
            fragment.bytes, fragment.length, CompressorThreads.MOST_URGENT, length -> {}),
        (position, size, checksum) -> table.put(fragment.index, position, size));
  }

  /** Says that no tail follows, and frees the memory of earlier tails for the tree. */
  void finish() throws IOException {
    for (OpenFragment fragment : open.values()) {
      flush(fragment);
    }
    open.clear();
    seen.clear();
    locations = new long[0];
  }

  /** The table is complete once the {@link OrderedBlockWriter} is drained. */
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

  private static final class OpenFragment {
    private final int index;
    private final byte[] bytes;
    private int length;

    OpenFragment(int index, byte[] bytes) {
      this.index = index;
      this.bytes = bytes;
    }

    FragmentLocation append(byte[] tail, int tailLength) {
      System.arraycopy(tail, 0, bytes, length, tailLength);
      FragmentLocation location = new FragmentLocation(index, length);
      length += tailLength;
      return location;
    }
  }
}
