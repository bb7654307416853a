package io.longshore.image;

import io.longshore.image.LayerLane.LayerFile;
import io.longshore.oci.BlobSource;
import io.longshore.oci.layer.EntryLog;
import io.longshore.oci.layer.Layer;
import io.longshore.oci.layer.LayerLimits;
import io.longshore.oci.layer.LayerTotals;
import io.longshore.squashfs.ContentQueue;
import io.longshore.squashfs.SquashfsWriter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Reads each needed layer once, verifies it, and stores the data of the chosen files: the topmost
 * layer first, and the files of a layer in the order of the layer. Several layers are read at once,
 * upper layers first, as far as the memory for waiting data allows.
 */
final class LayerPass {
  /** More layers at once gain little: one thread inflates as fast as several cores compress. */
  private static final int MOST_LANES = 4;

  /** Bytes of file data that may wait for their turn, in all lanes together. */
  private static final long WAITING = 96L << 20;

  private final List<Layer> layers;
  private final BlobSource blobs;
  private final LayerLimits limits;
  private final int lanesAtOnce;

  /**
   * The result of a pass.
   *
   * @param logs the entries of all layers, lowest first; empty if the choice does not need the
   *     entries
   * @param contents of the chosen files
   */
  record Result(Deque<EntryLog> logs, PlacedContents contents) {}

  /**
   * @param threads the most threads to read with; fewer are used if more would not help
   */
  LayerPass(List<Layer> layers, BlobSource blobs, LayerLimits limits, int threads) {
    this.layers = layers;
    this.blobs = blobs;
    this.limits = limits;
    this.lanesAtOnce = Math.clamp(threads, 1, Math.clamp(layers.size(), 1, MOST_LANES));
  }

  /**
   * @throws IOException as {@link io.longshore.oci.layer.LayerReader} and {@link SquashfsWriter}
   *     throw; if several layers are damaged, the exception is about the topmost
   */
  Result run(SquashfsWriter squashfs, FileChoice choice) throws IOException {
    List<LayerLane> lanes = new ArrayList<>();
    LayerTotals totals = new LayerTotals(limits);
    for (int i = layers.size() - 1; i >= 0; i--) {
      if (choice.needsEntries() || choice.mayChooseFrom(i)) {
        ContentQueue<LayerFile> queue = squashfs.newQueue(WAITING / lanesAtOnce);
        lanes.add(new LayerLane(i, layers.get(i), blobs, limits, totals, choice, queue));
      }
    }
    try (ExecutorService readers =
        Executors.newFixedThreadPool(
            lanesAtOnce, Thread.ofPlatform().daemon().name("layer-reader-", 0).factory())) {
      try {
        lanes.forEach(readers::execute);
        return store(lanes, squashfs, choice);
      } finally {
        lanes.forEach(lane -> lane.queue().close());
        readers.shutdownNow();
      }
    }
  }

  // Divides the memory among the lanes that are left, so that the last lanes have more each. The
  // compressors then have work while the end of a layer is read from which nothing is stored.
  private void share(List<LayerLane> left) {
    if (left.size() < lanesAtOnce) {
      left.forEach(lane -> lane.queue().setCapacity(WAITING / left.size()));
    }
  }

  private Result store(List<LayerLane> lanes, SquashfsWriter squashfs, FileChoice choice)
      throws IOException {
    Deque<EntryLog> logs = new ArrayDeque<>();
    PlacedContents contents = new PlacedContents(layers.size());
    for (int i = 0; i < lanes.size(); i++) {
      LayerLane lane = lanes.get(i);
      share(lanes.subList(i, lanes.size()));
      ContentQueue<LayerFile> queue = lane.queue();
      for (Optional<LayerFile> next = queue.next(); next.isPresent(); next = queue.next()) {
        LayerFile file = next.get();
        if (choice.isChosen(lane.index(), file.ordinal(), file.path())) {
          contents.add(lane.index(), file.ordinal(), squashfs.take(queue));
        }
      }
      lane.log().ifPresent(logs::addFirst);
    }
    return new Result(logs, contents);
  }
}
