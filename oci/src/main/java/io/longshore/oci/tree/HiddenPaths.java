package io.longshore.oci.tree;

import io.longshore.oci.layer.entry.FileName;
import io.longshore.oci.layer.entry.FilePath;
import io.longshore.oci.layer.entry.LayerEntry;
import java.security.SecureRandom;

/**
 * Tells of the files of a layer whether layers above hide them, before the layers below are known,
 * and by the text of paths alone. It is a forecast: symbolic links in lower layers, hard links and
 * entries with one path can prove it wrong, which shows when the layers have been merged.
 *
 * <p>32 to 64 bytes of memory an entry, as only hashes are kept, in two tables. Several threads may
 * use it at once.
 */
public final class HiddenPaths {
  private static final long SECRET = new SecureRandom().nextLong();

  /** By path: the uppermost layer with an entry or a whiteout there. */
  private final UppermostLayers occupied = new UppermostLayers(SECRET);

  /** By path: the uppermost layer that hides all that lower ones have below it. */
  private final UppermostLayers covered = new UppermostLayers(SECRET);

  /**
   * Takes note of what {@code entry} hides in layers below {@code layer}. The order of layers and
   * entries does not matter, and what is known to be hidden stays so.
   *
   * @param layer index in the stack, from 0 at the bottom
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
      // The merge will refuse it.
    }
  }

  /** Notes that {@code path} will be replaced by what no layer has. */
  public synchronized void addAbove(FilePath path) {
    long hash = path.hash();
    occupied.put(hash, Integer.MAX_VALUE);
    covered.put(hash, Integer.MAX_VALUE);
  }

  /** Whether what has been added so far hides the file {@code path} of {@code layer}. */
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
