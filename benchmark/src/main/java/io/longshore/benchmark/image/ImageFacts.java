package io.longshore.benchmark.image;

import io.longshore.ground.Digest;
import io.longshore.oci.Descriptor;
import io.longshore.oci.layer.Layer;
import io.longshore.oci.layer.LayerLimits;
import io.longshore.oci.layer.LayerReader;
import io.longshore.oci.layer.entry.LayerEntry;
import io.longshore.oci.layout.ImageLayout;
import io.longshore.oci.layout.LayoutImage;
import io.longshore.oci.tree.DirectoryNode;
import io.longshore.oci.tree.FileNode;
import io.longshore.oci.tree.MergedTree;
import io.longshore.oci.tree.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The sizes of an image, in bytes.
 *
 * @param manifest digest of the manifest, which shows whether two results are of the same image
 * @param compressedBytes of all layers
 * @param unpackedBytes of the regular files in all layers, including holes
 * @param visibleBytes of the regular files that no upper layer hides, each once
 */
public record ImageFacts(
    Digest manifest,
    int layers,
    long compressedBytes,
    long unpackedBytes,
    long visibleBytes,
    int visibleFiles) {

  public static ImageFacts of(Path folder) throws IOException {
    ImageLayout layout = ImageLayout.open(folder);
    LayoutImage image = layout.soleImage();
    List<Layer> layers = layers(image);
    long unpacked = 0;
    for (Layer layer : layers) {
      try (LayerReader reader = LayerReader.open(layer, layout.blobs(), LayerLimits.DEFAULT)) {
        for (Optional<LayerEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
          if (entry.get() instanceof LayerEntry.RegularFile file) {
            unpacked += file.size();
          }
        }
      }
    }
    Set<FileNode> visible = files(MergedTree.read(layers, layout.blobs()).root());
    return new ImageFacts(
        image.descriptor().digest(),
        layers.size(),
        layers.stream().map(Layer::descriptor).mapToLong(Descriptor::size).sum(),
        unpacked,
        visible.stream().mapToLong(FileNode::size).sum(),
        visible.size());
  }

  /** The layers, lowest first. */
  public static List<Layer> layers(LayoutImage image) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < image.manifest().layers().size(); i++) {
      layers.add(new Layer(image.manifest().layers().get(i), image.config().diffIds().get(i)));
    }
    return layers;
  }

  private static Set<FileNode> files(DirectoryNode root) {
    Set<FileNode> files = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<DirectoryNode> left = new ArrayDeque<>(List.of(root));
    while (!left.isEmpty()) {
      left.pop()
          .forEach(
              (_, node) -> {
                switch (node) {
                  case DirectoryNode directory -> left.push(directory);
                  case FileNode file -> files.add(file);
                  case Node _ -> {}
                }
              });
    }
    return files;
  }
}
