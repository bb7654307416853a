package io.longshore.migrate.verify;

import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.git.EntryMode;
import io.longshore.dataset.git.RepositoryPath;
import io.longshore.dataset.git.TreeEntry;
import io.longshore.migrate.collection.Collection;
import io.longshore.migrate.plan.ImageNames;
import io.longshore.migrate.plan.ImageOrigin;
import io.longshore.oci.Descriptor;
import io.longshore.oci.Digest;
import io.longshore.oci.FailureException;
import io.longshore.oci.ImageIndex;
import io.longshore.oci.Manifest;
import io.longshore.oci.MediaTypes;
import io.longshore.oci.layout.LayoutAnnotations;
import io.longshore.oci.layout.LayoutPaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One image layout as committed in images-oci, and the names that belong to it. */
final class MigratedImage {
  private final CommittedFiles files;
  private final ImageNames names;
  private final RepositoryPath folder;

  private MigratedImage(CommittedFiles files, ImageNames names) {
    this.files = files;
    this.names = names;
    this.folder = RepositoryPath.of(names.layout());
  }

  /** All layouts, in the order of their paths. */
  static List<MigratedImage> allIn(CommittedFiles imagesOci) {
    return imagesOci.paths().stream()
        .flatMap(path -> layoutAbove(path).stream())
        .distinct()
        .map(names -> new MigratedImage(imagesOci, names))
        .toList();
  }

  private static Optional<ImageNames> layoutAbove(RepositoryPath file) {
    String path = file.value();
    Optional<ImageNames> found = Optional.empty();
    for (int end = path.indexOf('/');
        end > 0 && found.isEmpty();
        end = path.indexOf('/', end + 1)) {
      found = ImageNames.ofLayout(path.substring(0, end));
    }
    return found;
  }

  ImageNames names() {
    return names;
  }

  /** The layout's folder inside images-oci. */
  RepositoryPath folder() {
    return folder;
  }

  /** A file of the layout as seen from the superdataset. */
  RepositoryPath shown(String file) {
    return Collection.IMAGES_OCI.resolve(folder.resolve(file).value());
  }

  RepositoryPath sif() {
    return RepositoryPath.of(names.sif());
  }

  Optional<byte[]> file(String name) throws IOException {
    return files.file(folder.resolve(name));
  }

  Optional<TreeEntry> blob(Digest digest) {
    return files.entry(folder.resolve(blobFile(digest)));
  }

  static String blobFile(Digest digest) {
    return LayoutPaths.blob(Path.of(""), digest).toString();
  }

  /** The index, if it can be read. */
  Optional<ImageIndex> index() throws IOException {
    Optional<byte[]> bytes = file(LayoutPaths.INDEX);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(ImageIndex.parse(bytes.get(), MediaTypes.OCI_INDEX, folder.value()));
    } catch (FailureException _) {
      return Optional.empty();
    }
  }

  /** Whether the image came from no registry, so that its layers have no URL. */
  boolean isLocal() throws IOException {
    return index().map(found -> isLocal(found.annotations())).orElse(false);
  }

  static boolean isLocal(Map<String, String> annotations) {
    try {
      return !annotations.containsKey(LayoutAnnotations.REPOSITORY)
          && ImageOrigin.parse(annotations.getOrDefault(LayoutAnnotations.SOURCE, ""))
              instanceof ImageOrigin.Local;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** What the index points to, if that is exactly one manifest. */
  Optional<Descriptor> manifestDescriptor() throws IOException {
    return index()
        .map(ImageIndex::manifests)
        .filter(manifests -> manifests.size() == 1)
        .map(List::getFirst)
        .filter(descriptor -> MediaTypes.isManifest(descriptor.mediaType()));
  }

  /** The manifest, if it is what the index says, and can be read. */
  Optional<Manifest> manifest() throws IOException {
    Optional<Descriptor> descriptor = manifestDescriptor();
    if (descriptor.isEmpty()) {
      return Optional.empty();
    }
    Optional<byte[]> bytes = file(blobFile(descriptor.get().digest()));
    if (bytes.isEmpty() || !Digest.of(bytes.get()).equals(descriptor.get().digest())) {
      return Optional.empty();
    }
    try {
      return Optional.of(Manifest.parse(bytes.get(), descriptor.get().mediaType(), folder.value()));
    } catch (FailureException _) {
      return Optional.empty();
    }
  }

  /** The layers, each once; none where there is no manifest to tell. */
  List<Descriptor> layers() throws IOException {
    return manifest().map(Manifest::layers).orElse(List.of()).stream().distinct().toList();
  }

  /** The key a layer's symbolic link points to; empty if it is no link into an annex. */
  Optional<AnnexKey> layerKey(Descriptor layer) throws IOException {
    Optional<TreeEntry> entry = blob(layer.digest());
    if (entry.isEmpty() || entry.get().mode() != EntryMode.SYMBOLIC_LINK) {
      return Optional.empty();
    }
    try {
      String target = new String(files.content(entry.get()), StandardCharsets.UTF_8);
      return Optional.of(AnnexKey.ofPointer(target));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
