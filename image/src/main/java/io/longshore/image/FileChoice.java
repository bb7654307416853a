package io.longshore.image;

import io.longshore.oci.layer.entry.FilePath;
import io.longshore.oci.layer.entry.LayerEntry;
import io.longshore.oci.tree.FileNode;
import io.longshore.oci.tree.FilesByLayer;
import io.longshore.oci.tree.HiddenPaths;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Chooses the regular files of the layers whose data is stored. Used by several threads at once.
 */
sealed interface FileChoice {

  /** Whether any file of {@code layer} can be chosen. */
  boolean mayChooseFrom(int layer);

  /** Whether this pass still has to collect the entries of all layers. */
  boolean needsEntries();

  /** Records an entry of any layer. */
  void note(int layer, LayerEntry entry);

  /**
   * Whether the data of a file is stored. Called twice for each file: when the file is read,
   * perhaps before the layers above are read, where a true may later become false; and finally when
   * all layers above have been read.
   */
  boolean isChosen(int layer, int ordinal, FilePath path);

  /** Chooses no file. */
  record Nothing() implements FileChoice {
    @Override
    public boolean mayChooseFrom(int layer) {
      return false;
    }

    @Override
    public boolean needsEntries() {
      return true;
    }

    @Override
    public void note(int layer, LayerEntry entry) {}

    @Override
    public boolean isChosen(int layer, int ordinal, FilePath path) {
      return false;
    }
  }

  /** Chooses the files that the entries known so far of the layers above do not hide. */
  record Forecast(HiddenPaths hidden) implements FileChoice {
    @Override
    public boolean mayChooseFrom(int layer) {
      return true;
    }

    @Override
    public boolean needsEntries() {
      return true;
    }

    @Override
    public void note(int layer, LayerEntry entry) {
      if (layer > 0) {
        hidden.add(layer, entry);
      }
    }

    @Override
    public boolean isChosen(int layer, int ordinal, FilePath path) {
      return !hidden.hides(layer, path);
    }
  }

  /** Chooses the files in the merged tree, given by layer and ordinal. */
  record Known(List<BitSet> ordinals) implements FileChoice {
    static Known of(FilesByLayer files, int layers) {
      List<BitSet> ordinals = new ArrayList<>();
      for (int layer = 0; layer < layers; layer++) {
        BitSet inLayer = new BitSet();
        for (FileNode file : files.inLayer(layer)) {
          inLayer.set(file.ordinal());
        }
        ordinals.add(inLayer);
      }
      return new Known(ordinals);
    }

    @Override
    public boolean mayChooseFrom(int layer) {
      return !ordinals.get(layer).isEmpty();
    }

    @Override
    public boolean needsEntries() {
      return false;
    }

    @Override
    public void note(int layer, LayerEntry entry) {}

    @Override
    public boolean isChosen(int layer, int ordinal, FilePath path) {
      return ordinals.get(layer).get(ordinal);
    }
  }
}
