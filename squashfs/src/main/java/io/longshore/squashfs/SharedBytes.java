package io.longshore.squashfs;

/**
 * Bytes that inodes take from tables: targets of links, extended attributes. Inodes can share them,
 * and overlap, so that thousands of inodes stand for gigabytes in an image of a few kilobytes. What
 * a reader hands over of them is bounded by the size of the image.
 */
final class SharedBytes {
  static final long AT_FIRST = 64L << 20;

  /** More than the tables of honest images are compressed, and read more than once. */
  static final int TIMES_THE_IMAGE = 16;

  private final long most;
  private long taken;

  /**
   * @param imageBytes size of the image
   */
  SharedBytes(long imageBytes) {
    most =
        AT_FIRST + TIMES_THE_IMAGE * Math.min(imageBytes, Long.MAX_VALUE / (2 * TIMES_THE_IMAGE));
  }

  /**
   * @param user where in the image they are asked for
   */
  void take(long bytes, long user) throws MalformedSquashfsException {
    taken += bytes;
    if (taken > most) {
      throw new MalformedSquashfsException(
          user,
          "inodes with more than "
              + most
              + " bytes of link targets and extended attributes, together");
    }
  }
}
