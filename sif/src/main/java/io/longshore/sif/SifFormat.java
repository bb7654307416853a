package io.longshore.sif;

import java.nio.charset.StandardCharsets;

/** Sizes, offsets and fixed values of the format. */
final class SifFormat {
  static final int LAUNCH_SCRIPT_SIZE = 32;
  static final int ARCHITECTURE_SIZE = 3;
  static final int HEADER_SIZE = 128;
  static final int NAME_SIZE = 128;
  static final int EXTRA_SIZE = 384;
  static final int DESCRIPTOR_SIZE = 585;

  static final byte[] MAGIC = "SIF_MAGIC\0".getBytes(StandardCharsets.US_ASCII);
  static final byte[] VERSION = "01\0".getBytes(StandardCharsets.US_ASCII);

  static final int MAGIC_OFFSET = LAUNCH_SCRIPT_SIZE;
  static final int VERSION_OFFSET = MAGIC_OFFSET + MAGIC.length;
  static final int ARCHITECTURE_OFFSET = VERSION_OFFSET + VERSION.length;
  static final int UUID_OFFSET = ARCHITECTURE_OFFSET + ARCHITECTURE_SIZE;
  static final int TIMES_OFFSET = UUID_OFFSET + 16;

  /** The file sets these bits in the numbers of groups and of linked groups. */
  static final int GROUP_MASK = 0xf0000000;

  static final int DEFAULT_GROUP = 1;

  static final int DESCRIPTOR_CAPACITY = 48;
  static final long DESCRIPTORS_OFFSET = 4096;
  static final long DATA_OFFSET = DESCRIPTORS_OFFSET + DESCRIPTOR_CAPACITY * DESCRIPTOR_SIZE;

  /**
   * The page size of amd64. A kernel can mount a partition in place only if it is aligned to pages.
   */
  static final int PARTITION_ALIGNMENT = 4096;

  private SifFormat() {}
}
