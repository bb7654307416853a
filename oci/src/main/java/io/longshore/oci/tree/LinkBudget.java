package io.longshore.oci.tree;

import io.longshore.oci.layer.entry.FilePath;
import io.longshore.oci.tree.PathResolution.UnresolvableException;

/**
 * How much text of symbolic links may be read to place the entries of an image. A link of 4 kB
 * costs an archive its bytes once, and whoever resolves a path through it each time; 255 of them on
 * the way to each of a few thousand files are minutes. So each path has as much as Linux would ever
 * read, and all together a share for each entry.
 */
public final class LinkBudget {
  /** 40 links of PATH_MAX: Linux follows no more. */
  static final int BYTES_OF_A_PATH = 40 * (FilePath.MAXIMUM_LENGTH + 1);

  /** A usual path goes through one or two links with targets of a few dozen bytes. */
  static final int BYTES_OF_AN_ENTRY = 1 << 10;

  /** So that a small image may have a few odd links. */
  public static final long BYTES_AT_FIRST = 16L << 20;

  private long left = BYTES_AT_FIRST;
  private long spent;
  private int leftOfPath;

  /** Begins a path. */
  void beginPath() {
    leftOfPath = BYTES_OF_A_PATH;
  }

  /** Adds the share of an entry. */
  void addEntry() {
    left += BYTES_OF_AN_ENTRY;
  }

  /**
   * @param bytes of a link's target, which is about to be read
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

  /** Bytes of targets read so far. */
  long spent() {
    return spent;
  }
}
