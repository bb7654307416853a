package io.longshore.image;

import io.longshore.oci.BlobSource;
import io.longshore.oci.layer.EntryLog;
import io.longshore.oci.layer.Layer;
import io.longshore.oci.layer.LayerLimits;
import io.longshore.oci.layer.LayerReader;
import io.longshore.oci.layer.LayerTotals;
import io.longshore.oci.layer.entry.FilePath;
import io.longshore.oci.layer.entry.LayerEntry;
import io.longshore.squashfs.ContentQueue;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads one layer on its own thread: records the entries if they are needed, and puts the data of
 * files that may be needed into a queue.
 */
final class LayerLane implements Runnable {
  private final int index;
  private final Layer layer;
  private final BlobSource blobs;
  private final LayerLimits limits;
  private final LayerTotals totals;
  private final FileChoice choice;
  private final ContentQueue<LayerFile> queue;
  private final Optional<EntryLog> log;

  /** A file in the queue. */
  record LayerFile(int ordinal, FilePath path) {}

  /**
   * @param index of the layer in the stack
   * @param totals the totals of all lanes of a pass
   */
  LayerLane(
      int index,
      Layer layer,
      BlobSource blobs,
      LayerLimits limits,
      LayerTotals totals,
      FileChoice choice,
      ContentQueue<LayerFile> queue) {
    this.index = index;
    this.layer = layer;
    this.blobs = blobs;
    this.limits = limits;
    this.totals = totals;
    this.choice = choice;
    this.queue = queue;
    this.log = choice.needsEntries() ? Optional.of(new EntryLog(layer)) : Optional.empty();
  }

  ContentQueue<LayerFile> queue() {
    return queue;
  }

  int index() {
    return index;
  }

  /** All entries, once the queue has ended; empty if the choice does not need the entries. */
  Optional<EntryLog> log() {
    return log;
  }

  @Override
  public void run() {
    try (LayerReader reader = LayerReader.open(layer, blobs, limits)) {
      Optional<LayerEntry> entry = reader.next();
      while (entry.isPresent()) {
        take(entry.get(), reader);
        entry = reader.next();
      }
      totals.add(reader, layer);
      queue.finish();
    } catch (IOException | RuntimeException | Error e) {
      queue.fail(e);
    }
  }

  private void take(LayerEntry entry, LayerReader reader) throws IOException {
    if (log.isPresent()) {
      long before = log.get().attributeBytes();
      log.get().add(entry);
      totals.keep(log.get().attributeBytes() - before, layer);
    }
    choice.note(index, entry);
    if (entry instanceof LayerEntry.RegularFile file
        && choice.isChosen(index, reader.ordinal(), file.path())) {
      queue.put(new LayerFile(reader.ordinal(), file.path()), reader.content(), file.size());
    }
  }
}
