package io.longshore.squashfs;

/**
 * Limits the bytes that a reader returns from tables: targets of links and extended attributes.
 * Thousands of inodes can refer to the same or overlapping bytes, so that an image of a few
 * kilobytes stands for gigabytes. The limit is a multiple of the size of the image.
 */
final class SharedBytes {
  static final long AT_FIRST = 64L << 20;

  /**
   * Larger than the compression ratio of the tables of honest images, times their number of
   * readings.
   */
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
   * @param user the position of the structure that refers to the bytes, for errors
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
