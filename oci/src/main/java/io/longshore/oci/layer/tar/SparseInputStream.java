package io.longshore.oci.layer.tar;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Iterator;

/** Reads a sparse file and fills its holes with zeros. */
final class SparseInputStream extends InputStream {
  private final InputStream stored;
  private final long size;
  private final Iterator<SparseMap.Segment> segments;
  private SparseMap.Segment segment;
  private long position;

  /**
   * @param stored the data of all segments, one after the other
   */
  SparseInputStream(InputStream stored, SparseMap map) {
    this.stored = stored;
    this.size = map.size();
    this.segments = map.segments().iterator();
    this.segment = nextSegment();
  }

  private SparseMap.Segment nextSegment() {
    return segments.hasNext() ? segments.next() : new SparseMap.Segment(size, 0);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (position < size && position == segment.offset() + segment.length()) {
      segment = nextSegment();
    }
    if (position == size) {
      return -1;
    }
    int n;
    if (position < segment.offset()) {
      n = (int) Math.min(length, segment.offset() - position);
      Arrays.fill(buffer, offset, offset + n, (byte) 0);
    } else {
      long rest = segment.offset() + segment.length() - position;
      n = stored.read(buffer, offset, (int) Math.min(length, rest));
      if (n < 0) {
        throw new EOFException("a sparse file with less data than its map says");
      }
    }
    position += n;
    return n;
  }
}
