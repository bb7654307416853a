package io.longshore.collection.stage;

/**
 * How much is staged at once.
 *
 * @param images number of images in work
 * @param downloads number of images whose layers are fetched
 * @param builds number of SIFs that are built; each needs memory for data waiting to be compressed
 */
public record StagingLimits(int images, int downloads, int builds) {
  /** The memory in bytes for the program and everything except builds. */
  private static final long MEMORY_BESIDE = 64L << 20;

  /**
   * The memory in bytes of one build: at most 96 MiB of waiting data, and the tree of an image with
   * 300 000 files.
   */
  private static final long MEMORY_OF_BUILD = 192L << 20;

  public StagingLimits {
    if (images < 1 || downloads < 1 || builds < 1) {
      throw new IllegalArgumentException("limits must be at least 1");
    }
  }

  /**
   * Limits for {@code images} images: as many downloads as images, and as many builds as processors
   * and memory allow.
   */
  public static StagingLimits of(int images) {
    return new StagingLimits(images, images, Math.min(images, buildsThatFit()));
  }

  public StagingLimits withDownloads(int number) {
    return new StagingLimits(images, number, builds);
  }

  public StagingLimits withBuilds(int number) {
    return new StagingLimits(images, downloads, number);
  }

  private static int buildsThatFit() {
    Runtime machine = Runtime.getRuntime();
    long memory = (machine.maxMemory() - MEMORY_BESIDE) / MEMORY_OF_BUILD;
    return Math.clamp(memory, 1, machine.availableProcessors());
  }
}
