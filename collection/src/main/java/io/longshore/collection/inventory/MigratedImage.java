package io.longshore.collection.inventory;

import io.longshore.collection.Collection;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.plan.ImageOrigin;
import io.longshore.collection.plan.Layouts;
import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TreeEntry;
import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.image.ContainerImage;
import io.longshore.oci.Descriptor;
import io.longshore.oci.ImageConfig;
import io.longshore.oci.ImageIndex;
import io.longshore.oci.Manifest;
import io.longshore.oci.MediaTypes;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import io.longshore.oci.layout.LayoutAnnotations;
import io.longshore.oci.layout.LayoutImage;
import io.longshore.oci.layout.LayoutPaths;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A committed image layout of images-oci, with the names that belong to it. */
public final class MigratedImage {
  private final CommittedFiles files;
  private final ImageNames names;
  private final RepositoryPath folder;
  private final RepositoryPath sif;

  /** Null until {@link #index} was called. */
  private volatile Optional<ImageIndex> index;

  private volatile Optional<Manifest> manifest;

  private MigratedImage(CommittedFiles files, ImageNames names) {
    this.files = files;
    this.names = names;
    this.folder = RepositoryPath.of(names.layout());
    this.sif = RepositoryPath.of(names.sif());
  }

  /** All layouts, in the order of their paths. */
  public static List<MigratedImage> allIn(CommittedFiles imagesOci) {
    return Layouts.foldersIn(imagesOci.paths()).stream()
        .map(names -> new MigratedImage(imagesOci, names))
        .toList();
  }

  public ImageNames names() {
    return names;
  }

  /** The folder of the layout, relative to images-oci. */
  public RepositoryPath folder() {
    return folder;
  }

  /** The path of a file of the layout, relative to the superdataset. */
  public RepositoryPath shown(String file) {
    return Collection.IMAGES_OCI.resolve(folder.resolve(file).value());
  }

  public RepositoryPath sif() {
    return sif;
  }

  public Optional<byte[]> file(String name) throws IOException {
    return files.file(folder.resolve(name));
  }

  public Optional<TreeEntry> blob(Digest digest) {
    return files.entry(folder.resolve(blobFile(digest)));
  }

  public static String blobFile(Digest digest) {
    return LayoutPaths.blob(Path.of(""), digest).toString();
  }

  /** The index, if it can be read. */
  public Optional<ImageIndex> index() throws IOException {
    if (index == null) {
      index = readIndex();
    }
    return index;
  }

  private Optional<ImageIndex> readIndex() throws IOException {
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

  /** The repository that the image's reference was resolved to, if the layout records it. */
  public Optional<Repository> repository() throws IOException {
    Optional<String> text =
        index().map(index -> index.annotations().get(LayoutAnnotations.REPOSITORY));
    try {
      return text.map(name -> Reference.parse(name).repository());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /**
   * The digest of the index as the registry served it, if the layout keeps one and records its
   * digest readably.
   */
  public Optional<Digest> servedIndex() throws IOException {
    Optional<String> text =
        index().map(index -> index.annotations().get(LayoutAnnotations.SERVED_INDEX));
    try {
      return text.map(Digest::parse);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Whether the image came from no registry, so that its layers have no URL. */
  public boolean isLocal() throws IOException {
    return index().map(found -> isLocal(found.annotations())).orElse(false);
  }

  public static boolean isLocal(Map<String, String> annotations) {
    try {
      return !annotations.containsKey(LayoutAnnotations.REPOSITORY)
          && ImageOrigin.parse(annotations.getOrDefault(LayoutAnnotations.SOURCE, ""))
              instanceof ImageOrigin.Local;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** The manifest that the index points to, if it points to exactly one. */
  public Optional<Descriptor> manifestDescriptor() throws IOException {
    return index()
        .map(ImageIndex::manifests)
        .filter(manifests -> manifests.size() == 1)
        .map(List::getFirst)
        .filter(descriptor -> MediaTypes.isManifest(descriptor.mediaType()));
  }

  /** The manifest, if it can be read and matches its descriptor in the index. */
  public Optional<Manifest> manifest() throws IOException {
    if (manifest == null) {
      manifest = readManifest();
    }
    return manifest;
  }

  private Optional<Manifest> readManifest() throws IOException {
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

  /** The different layers; empty if the manifest cannot be read. */
  public List<Descriptor> layers() throws IOException {
    return manifest().map(Manifest::layers).orElse(List.of()).stream().distinct().toList();
  }

  /** The annex key of a layer, locked or unlocked; empty if the layer is not annexed. */
  public Optional<AnnexKey> layerKey(Descriptor layer) throws IOException {
    return files.key(folder.resolve(blobFile(layer.digest())));
  }

  /**
   * Everything that the SIF is built from except the layers' bytes; empty if a part cannot be read.
   */
  public Optional<ContainerImage> container() throws IOException {
    Optional<Manifest> manifest = manifest();
    Optional<byte[]> config =
        manifest.isPresent() ? file(blobFile(manifest.get().config().digest())) : Optional.empty();
    if (config.isEmpty() || !Digest.of(config.get()).equals(manifest.get().config().digest())) {
      return Optional.empty();
    }
    String subject = Collection.IMAGES_OCI.resolve(folder.value()).value();
    try {
      Descriptor descriptor = manifestDescriptor().orElseThrow();
      ImageConfig parsed = ImageConfig.parse(config.get(), subject);
      return Optional.of(
          new ContainerImage(
              manifest.get(),
              descriptor.digest(),
              parsed,
              LayoutImage.platform(descriptor, parsed),
              index().orElseThrow().annotations(),
              subject));
    } catch (FailureException _) {
      return Optional.empty();
    }
  }
}
