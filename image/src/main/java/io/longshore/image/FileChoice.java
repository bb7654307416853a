package io.longshore.image;

import io.longshore.oci.layer.entry.FilePath;
import io.longshore.oci.layer.entry.LayerEntry;
import io.longshore.oci.tree.FileNode;
import io.longshore.oci.tree.FilesByLayer;
import io.longshore.oci.tree.HiddenPaths;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Which regular files of the layers have their data stored. Used by several threads at once. */
sealed interface FileChoice {

  /** Whether a file of this layer may be chosen. */
  boolean mayChooseFrom(int layer);

  /** Whether the entries of all layers are still to be learnt. */
  boolean needsEntries();

  /** Takes note of an entry, any layer's. */
  void note(int layer, LayerEntry entry);

  /**
   * Asked twice of each file: when it is read, perhaps before other layers are, where true may turn
   * into false; and finally when all layers above have been read.
   */
  boolean isChosen(int layer, int ordinal, FilePath path);

  /** None. */
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

  /** Those not hidden by what is known of the layers above. */
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

  /** Those in the merged tree, by layer and ordinal. */
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
