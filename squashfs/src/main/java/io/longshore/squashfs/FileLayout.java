package io.longshore.squashfs;

/**
 * Where the data of a file lies.
 *
 * @param start position of the first block
 * @param sparseBytes how much of the file is left out because it is zeros, as the image says
 * @param fragment index of the fragment block with the tail, or {@link #NO_FRAGMENT}
 * @param fragmentOffset of the tail in the plain fragment block
 * @param blockCount full blocks; with no fragment, also the short one at the end
 * @param blockSizes where the u32 stored sizes of the blocks stand
 */
public record FileLayout(
    long start,
    long sparseBytes,
    long fragment,
    long fragmentOffset,
    long blockCount,
    MetadataPosition blockSizes) {

  /** What an image has as fragment index of a file without tail. */
  public static final long NO_FRAGMENT = 0xffff_ffffL;

  public boolean hasFragment() {
    return fragment != NO_FRAGMENT;
  }
}
