package io.longshore.squashfs;

/**
 * Where the data of a file lies.
 *
 * @param start position of the first block
 * @param sparseBytes the number of bytes left out because they are zeros, as recorded in the image
 * @param fragment index of the fragment block with the tail, or {@link #NO_FRAGMENT}
 * @param fragmentOffset of the tail in the plain fragment block
 * @param blockCount the number of full blocks; without a fragment it includes the short last block
 * @param blockSizes the position of the u32 stored sizes of the blocks
 */
public record FileLayout(
    long start,
    long sparseBytes,
    long fragment,
    long fragmentOffset,
    long blockCount,
    MetadataPosition blockSizes) {

  /** The fragment index of a file without a tail in a fragment block. */
  public static final long NO_FRAGMENT = 0xffff_ffffL;

  public boolean hasFragment() {
    return fragment != NO_FRAGMENT;
  }
}
