package io.longshore.oci.layer;

import io.longshore.oci.BlobSource;
import java.io.IOException;
import java.util.List;

/**
 * A way to read a stack of layers to its merged tree and the data of all files in it.
 *
 * <p>When the data arrive, and in which order, is up to the strategy, but must depend on the layers
 * alone. Which strategy is taken shows in nothing else.
 */
public interface MergeStrategy {
  /** Two passes: {@link MergedTree#read}, then {@link MergedTree#forEachFileContent}. */
  MergeStrategy HEADERS_FIRST =
      (layers, blobs, limits, consumer) -> {
        MergedTree tree = MergedTree.read(layers, blobs, limits);
        tree.forEachFileContent(blobs, consumer);
        return tree;
      };

  /**
   * @param layers from the lowest up
   * @param consumer gets every regular file of the result exactly once, before this returns
   */
  MergedTree merge(
      List<Layer> layers, BlobSource blobs, LayerLimits limits, FileContentConsumer consumer)
      throws IOException;
}
