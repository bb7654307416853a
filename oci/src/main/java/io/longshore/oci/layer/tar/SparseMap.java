package io.longshore.oci.layer.tar;

import java.util.ArrayList;
import java.util.List;

/**
 * The positions of the stored data in a sparse file; the rest of the file is zeros.
 *
 * @param segments ascending, not overlapping, none behind {@code size}
 * @param size of the file in bytes, including holes
 * @see <a href="https://www.gnu.org/software/tar/manual/html_node/Sparse-Formats.html">GNU tar,
 *     Storing Sparse Files</a>
 */
record SparseMap(List<Segment> segments, long size) {
  /** The most segments of a map, because maps are held in memory. */
  static final int MAXIMUM_SEGMENTS = 1 << 17;

  /**
   * @param offset in the file, in bytes
   * @param length in bytes; the last segment may have none, to tell the size of the file
   */
  record Segment(long offset, long length) {}

  /**
   * @throws IllegalArgumentException if the segments break these rules
   */
  SparseMap {
    segments = List.copyOf(segments);
    if (size < 0) {
      throw new IllegalArgumentException("a sparse file of negative size");
    }
    long end = 0;
    for (Segment segment : segments) {
      boolean fits =
          segment.offset >= end
              && segment.length >= 0
              && segment.offset <= size
              && segment.length <= size - segment.offset;
      if (!fits) {
        throw new IllegalArgumentException("a sparse file whose map contradicts itself");
      }
      end = segment.offset + segment.length;
    }
  }

  /** Takes alternating offsets and lengths. */
  static SparseMap of(List<Long> numbers, long size) {
    if (numbers.size() % 2 != 0) {
      throw new IllegalArgumentException("a sparse file whose map ends in the middle of a pair");
    }
    List<Segment> segments = new ArrayList<>(numbers.size() / 2);
    for (int i = 0; i < numbers.size(); i += 2) {
      segments.add(new Segment(numbers.get(i), numbers.get(i + 1)));
    }
    return new SparseMap(segments, size);
  }

  long storedSize() {
    return segments.stream().mapToLong(Segment::length).sum();
  }
}
