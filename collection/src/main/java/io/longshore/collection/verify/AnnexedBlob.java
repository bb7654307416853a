package io.longshore.collection.verify;

import io.longshore.collection.Collection;
import io.longshore.collection.inventory.CommittedFiles;
import io.longshore.collection.inventory.MigratedDataset;
import io.longshore.collection.inventory.MigratedImage;
import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TrackedPath;
import io.longshore.dataset.git.object.TreeEntry;
import io.longshore.ground.Digest;
import io.longshore.oci.Descriptor;
import io.longshore.oci.MediaTypes;
import io.longshore.oci.Repository;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Annexed content of images-oci, which several files and images may share.
 *
 * @param path path of the first file with this content, relative to images-oci
 * @param foreign whether the content is a layer that its registry does not serve
 * @param local whether its image came from no registry
 * @param origin the repository of its image; empty if the content belongs to no image or the layout
 *     does not record the repository
 */
record AnnexedBlob(
    TrackedPath path, AnnexKey key, boolean foreign, boolean local, Optional<Repository> origin) {

  /**
   * The layers of the selected images that are annexed under the right key; if everything is
   * selected, also all annexed content that belongs to no image.
   */
  static List<AnnexedBlob> allIn(MigratedDataset dataset) throws IOException {
    Map<AnnexKey, AnnexedBlob> blobs = new LinkedHashMap<>();
    Set<RepositoryPath> parts = new HashSet<>();
    for (MigratedImage image : dataset.images()) {
      for (Descriptor layer : image.layers()) {
        RepositoryPath path = image.folder().resolve(MigratedImage.blobFile(layer.digest()));
        AnnexKey key = AnnexKey.ofBlob(layer.digest(), layer.size());
        if (image.layerKey(layer).equals(Optional.of(key))) {
          boolean foreign = MediaTypes.isForeignLayer(layer.mediaType());
          blobs.putIfAbsent(
              key,
              new AnnexedBlob(
                  TrackedPath.of(path), key, foreign, image.isLocal(), image.repository()));
        }
        parts.add(path);
      }
      parts.addAll(DocumentCheck.paths(image));
    }
    if (dataset.selection().everything()) {
      addOthers(dataset.imagesOci(), parts, blobs);
    }
    return List.copyOf(blobs.values());
  }

  private static void addOthers(
      CommittedFiles imagesOci, Set<RepositoryPath> parts, Map<AnnexKey, AnnexedBlob> blobs)
      throws IOException {
    for (TreeEntry entry : imagesOci.all()) {
      if (entry.path().ours().filter(parts::contains).isEmpty()) {
        imagesOci
            .key(entry)
            .ifPresent(
                found ->
                    blobs.putIfAbsent(
                        found,
                        new AnnexedBlob(entry.path(), found, false, false, Optional.empty())));
      }
    }
  }

  /** The path of the file, relative to the superdataset. */
  String shown() {
    return Collection.IMAGES_OCI + "/" + path;
  }

  /** The digest and size in the key; empty for a key without a SHA-256 and a size. */
  Optional<Descriptor> descriptor() {
    if (!key.backend().matches("SHA256E?") || key.size().isEmpty()) {
      return Optional.empty();
    }
    try {
      Digest digest = new Digest(key.name().replaceFirst("\\..*$", ""));
      return Optional.of(
          new Descriptor("application/octet-stream", digest, key.size().getAsLong()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
