package io.longshore.oci.tree;

import io.longshore.oci.layer.entry.FilePath;
import io.longshore.oci.tree.PathResolution.UnresolvableException;

/**
 * Limits the bytes of link targets that are read to place the entries of an image. A link of 4 kB
 * takes space in an archive once, but is read for each path through it; 255 such links on the paths
 * of a few thousand files would take minutes. So each path gets as many bytes as Linux would read
 * at most, and all paths together get a share for each entry.
 */
public final class LinkBudget {
  /** The budget of a path: 40 links of PATH_MAX bytes, since Linux follows at most 40 links. */
  static final int BYTES_OF_A_PATH = 40 * (FilePath.MAXIMUM_LENGTH + 1);

  /**
   * The share for each entry. An ordinary path leads through one or two links with targets of a few
   * dozen bytes.
   */
  static final int BYTES_OF_AN_ENTRY = 1 << 10;

  /** The initial budget, so that a small image may have a few unusual links. */
  public static final long BYTES_AT_FIRST = 16L << 20;

  private long left = BYTES_AT_FIRST;
  private long spent;
  private int leftOfPath;

  /** Begins a path with its full budget. */
  void beginPath() {
    leftOfPath = BYTES_OF_A_PATH;
  }

  /** Adds the share of an entry. */
  void addEntry() {
    left += BYTES_OF_AN_ENTRY;
  }

  /**
   * @param bytes size of a link's target that is about to be read
   */
  void spend(int bytes) throws UnresolvableException {
    leftOfPath -= bytes;
    left -= bytes;
    spent += bytes;
    if (leftOfPath < 0) {
      throw new UnresolvableException(
          "symbolic links with more than " + BYTES_OF_A_PATH + " bytes in all");
    }
    if (left < 0) {
      throw new UnresolvableException(
          "symbolic links, as others did: more of them than an image of this many files may have");
    }
  }

  /** The number of bytes of targets read so far. */
  long spent() {
    return spent;
  }
}
