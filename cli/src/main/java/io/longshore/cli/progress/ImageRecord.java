package io.longshore.cli.progress;

import io.longshore.collection.stage.WorkStep;

/** What the board knows of one image while work is done for it. Guarded by the board. */
final class ImageRecord {
  private final String name;
  private WorkStep step;
  private long toFetch;
  private long fetched;
  private long found;
  private long toBuild;
  private long built;

  ImageRecord(String name, WorkStep step) {
    this.name = name;
    begin(step);
  }

  void begin(WorkStep next) {
    step = next;
    switch (next) {
      case WorkStep.Fetch(long bytes) -> {
        toFetch = bytes;
        toBuild = bytes;
      }
      case WorkStep.Build(long bytes) -> {
        toBuild = bytes;
        // Also of layers whose beginning was here, all is here now.
        found = toFetch - fetched;
      }
      default -> {}
    }
  }

  void advance(long bytes) {
    if (step instanceof WorkStep.Build) {
      built += bytes;
      // Some stacks of layers have to be read twice.
      toBuild = Math.max(toBuild, built);
    } else {
      fetched += bytes;
    }
  }

  void find(long bytes) {
    found += bytes;
  }

  long fetched() {
    return fetched;
  }

  /** Bytes that come over the network, in all. */
  long toFetch() {
    return Math.max(toFetch - found, fetched);
  }

  /** Bytes fetched and built. */
  long done() {
    return fetched + built;
  }

  /** Bytes yet to be fetched and built. */
  long left() {
    return toFetch() - fetched + toBuild - built;
  }

  boolean isMeasured() {
    return toBuild > 0;
  }

  ImageProgress progress() {
    return switch (step) {
      case WorkStep.Fetch(long bytes) -> new ImageProgress(name, step, fetched + found, bytes);
      case WorkStep.Build _ -> new ImageProgress(name, step, built, toBuild);
      default -> new ImageProgress(name, step, 0, 0);
    };
  }
}
