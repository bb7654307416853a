package io.longshore.squashfs;

/**
 * Where the tail of a file lies.
 *
 * @param fragment index in the fragment table, or {@link FileContent#NO_FRAGMENT}
 * @param offset in the plain fragment block
 */
record FragmentLocation(int fragment, int offset) {
  static final FragmentLocation NONE = new FragmentLocation(FileContent.NO_FRAGMENT, 0);
}
