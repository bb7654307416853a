package io.longshore.collection.stage;

/**
 * How much is staged at once.
 *
 * @param images of which anything is done
 * @param downloads images whose layers are fetched
 * @param builds SIFs that are built; each needs memory for what waits to be compressed
 */
public record StagingLimits(int images, int downloads, int builds) {
  /** For the program itself, and what is not counted below. */
  private static final long MEMORY_BESIDE = 64L << 20;

  /** What waits, at most 96 MiB, and the tree of an image of 300 000 files. */
  private static final long MEMORY_OF_BUILD = 192L << 20;

  public StagingLimits {
    if (images < 1 || downloads < 1 || builds < 1) {
      throw new IllegalArgumentException("limits must be at least 1");
    }
  }

  /** As many downloads as images, and as many builds as there are processors and memory for. */
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
