package io.longshore.oci.tree;

import io.longshore.oci.layer.entry.FileName;
import io.longshore.oci.layer.entry.FilePath;
import io.longshore.oci.layer.entry.LayerEntry;
import java.security.SecureRandom;

/**
 * Forecasts which files of a layer are hidden by the layers above, before the layers below are
 * known. It compares paths as text, so that symbolic links in lower layers, hard links and repeated
 * paths can make the forecast wrong; the merged tree shows this.
 *
 * <p>An entry takes 32 to 64 bytes of memory, since only hashes are kept, in two tables. Several
 * threads may use an instance at once.
 */
public final class HiddenPaths {
  private static final long SECRET = new SecureRandom().nextLong();

  /** The uppermost layer with an entry or a whiteout at a path. */
  private final UppermostLayers occupied = new UppermostLayers(SECRET);

  /** The uppermost layer that hides all entries of lower layers below a path. */
  private final UppermostLayers covered = new UppermostLayers(SECRET);

  /**
   * Records what {@code entry} hides in layers below {@code layer}. The order of layers and entries
   * does not matter. A hidden path stays hidden.
   *
   * @param layer index of the layer, from 0 for the lowest
   */
  public synchronized void add(int layer, LayerEntry entry) {
    FilePath path = entry.path();
    if (path.isRoot()) {
      return;
    }
    FileName name = path.last();
    if (Whiteout.isReserved(name)) {
      addWhiteout(layer, path, name);
    } else {
      long hash = path.hash();
      occupied.put(hash, layer);
      if (!(entry instanceof LayerEntry.Directory)) {
        covered.put(hash, layer);
      }
    }
  }

  private void addWhiteout(int layer, FilePath path, FileName name) {
    try {
      switch (Whiteout.of(name).orElseThrow()) {
        case Whiteout.Hidden(FileName hidden) -> {
          long hash = hidden.hash(path.parent().hash());
          occupied.put(hash, layer);
          covered.put(hash, layer);
        }
        case Whiteout.Opaque() -> covered.put(path.parent().hash(), layer);
        case Whiteout.Meaningless() -> {}
      }
    } catch (IllegalArgumentException e) {
      // The merge will refuse this entry.
    }
  }

  /** Records that {@code path} will be replaced by a file that is in no layer. */
  public synchronized void addAbove(FilePath path) {
    long hash = path.hash();
    occupied.put(hash, Integer.MAX_VALUE);
    covered.put(hash, Integer.MAX_VALUE);
  }

  /** Whether the entries added so far hide the file {@code path} of {@code layer}. */
  public synchronized boolean hides(int layer, FilePath path) {
    long hash = FilePath.ROOT.hash();
    for (FileName name : path.names()) {
      if (Whiteout.isReserved(name) || covered.get(hash) > layer) {
        return true;
      }
      hash = name.hash(hash);
    }
    return occupied.get(hash) > layer;
  }
}
