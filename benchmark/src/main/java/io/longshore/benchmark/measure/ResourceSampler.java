package io.longshore.benchmark.measure;

import java.io.IOException;
import java.nio.file.FileStore;

/** Samples the memory and the disk use of a tree of processes every 50 ms. */
final class ResourceSampler {
  private static final long INTERVAL_MILLISECONDS = 50;

  private final ProcessTree tree;
  private final FileStore disk;
  private final long usedBefore;
  private final Thread thread;
  private volatile boolean ended;
  private long memory;
  private long used;

  private ResourceSampler(ProcessTree tree, FileStore disk) throws IOException {
    this.tree = tree;
    this.disk = disk;
    usedBefore = used(disk);
    used = usedBefore;
    thread = Thread.ofPlatform().daemon().name("sampler").unstarted(this::run);
  }

  /**
   * @param disk the file system that the processes write to; writes of other processes are counted
   *     too
   */
  static ResourceSampler start(ProcessTree tree, FileStore disk) throws IOException {
    ResourceSampler sampler = new ResourceSampler(tree, disk);
    sampler.thread.start();
    return sampler;
  }

  private void run() {
    try {
      while (!ended) {
        sample();
        Thread.sleep(INTERVAL_MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new IllegalStateException("/proc cannot be read", e);
    }
  }

  private synchronized void sample() throws IOException {
    ProcessTree.Memory now = tree.memory();
    memory = Math.max(memory, Math.max(now.resident(), now.largest()));
    used = Math.max(used, used(disk));
  }

  private static long used(FileStore disk) throws IOException {
    return disk.getTotalSpace() - disk.getUnallocatedSpace();
  }

  /**
   * The largest memory at a time, in bytes: the sum of the resident sets of all processes, or the
   * peak of one process if that is larger.
   */
  synchronized long peakMemory() {
    return memory;
  }

  /** The largest disk use at a time beyond the use at the beginning, in bytes. */
  synchronized long peakDisk() {
    return used - usedBefore;
  }

  void stop() {
    ended = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
