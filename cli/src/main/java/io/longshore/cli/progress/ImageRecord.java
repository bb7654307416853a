package io.longshore.cli.progress;

import io.longshore.collection.stage.WorkStep;

/** The board's record of an image in work. Guarded by the lock of the board. */
final class ImageRecord {
  private final String name;
  private WorkStep step;
  private long toBuild;
  private long built;

  ImageRecord(String name, WorkStep step) {
    this.name = name;
    begin(step);
  }

  void begin(WorkStep next) {
    step = next;
    switch (next) {
      case WorkStep.Fetch fetch -> toBuild = fetch.bytes();
      // If memory does not suffice beside other builds, a build begins anew.
      case WorkStep.AwaitBuild _ -> built = 0;
      case WorkStep.Build(long bytes) -> toBuild = bytes;
      default -> {}
    }
  }

  void advance(long bytes) {
    built += bytes;
    // Some stacks of layers have to be read twice.
    toBuild = Math.max(toBuild, built);
  }

  long built() {
    return built;
  }

  /** The number of bytes still to be read for the SIF. */
  long left() {
    return toBuild - built;
  }

  boolean isMeasured() {
    return toBuild > 0;
  }

  /**
   * @param here bytes of the image's layers in this clone
   */
  ImageProgress progress(long here) {
    return switch (step) {
      case WorkStep.Fetch _, WorkStep.AwaitLayer _ -> new ImageProgress(name, step, here, toBuild);
      case WorkStep.Build _ -> new ImageProgress(name, step, built, toBuild);
      default -> new ImageProgress(name, step, 0, 0);
    };
  }
}
