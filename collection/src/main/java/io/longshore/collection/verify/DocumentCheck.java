package io.longshore.collection.verify;

import io.longshore.collection.inventory.MigratedDataset;
import io.longshore.collection.inventory.MigratedImage;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TreeEntry;
import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.NextStep;
import io.longshore.oci.Descriptor;
import io.longshore.oci.ImageConfig;
import io.longshore.oci.Manifest;
import io.longshore.oci.layout.LayoutAnnotations;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Checks that manifest, config and the served index are in git and match their digests. */
final class DocumentCheck implements Check {
  @Override
  public String name() {
    return "documents";
  }

  @Override
  public String claim() {
    return "manifests and configs are in git, as their descriptors say";
  }

  @Override
  public void run(MigratedDataset dataset, Observations observations) throws IOException {
    for (MigratedImage image : dataset.images()) {
      checkManifest(image, observations);
      checkServedIndex(image, observations);
    }
  }

  /** The files of a layout that this check reads, relative to images-oci. */
  static List<RepositoryPath> paths(MigratedImage image) throws IOException {
    List<Digest> documents = new ArrayList<>();
    image.manifestDescriptor().ifPresent(manifest -> documents.add(manifest.digest()));
    image.manifest().ifPresent(manifest -> documents.add(manifest.config().digest()));
    image.servedIndex().ifPresent(documents::add);
    return documents.stream()
        .map(digest -> image.folder().resolve(MigratedImage.blobFile(digest)))
        .toList();
  }

  private static void checkManifest(MigratedImage image, Observations observations)
      throws IOException {
    Optional<Descriptor> descriptor = image.manifestDescriptor();
    if (descriptor.isEmpty()) {
      return;
    }
    Optional<byte[]> bytes = content(image, descriptor.get(), observations);
    if (bytes.isEmpty()) {
      return;
    }
    try {
      String subject = subject(image, descriptor.get().digest());
      Manifest manifest = Manifest.parse(bytes.get(), descriptor.get().mediaType(), subject);
      Optional<byte[]> config = content(image, manifest.config(), observations);
      if (config.isPresent()) {
        subject = subject(image, manifest.config().digest());
        ImageConfig.parse(config.get(), subject).checkAgainst(manifest, subject);
      }
    } catch (FailureException e) {
      observations.find(e);
    }
  }

  private static void checkServedIndex(MigratedImage image, Observations observations)
      throws IOException {
    Optional<String> digest =
        image.index().map(index -> index.annotations().get(LayoutAnnotations.SERVED_INDEX));
    if (digest.isEmpty()) {
      return;
    }
    try {
      content(image, Digest.parse(digest.get()), OptionalLong.empty(), observations);
    } catch (IllegalArgumentException e) {
      observations.find(
          image.shown("index.json"),
          "annotation " + LayoutAnnotations.SERVED_INDEX + " cannot be read: " + e.getMessage(),
          "repair or remove the annotation");
    }
  }

  private static Optional<byte[]> content(
      MigratedImage image, Descriptor descriptor, Observations observations) throws IOException {
    OptionalLong size = OptionalLong.of(descriptor.size());
    return content(image, descriptor.digest(), size, observations);
  }

  private static Optional<byte[]> content(
      MigratedImage image, Digest digest, OptionalLong size, Observations observations)
      throws IOException {
    observations.examine();
    String subject = subject(image, digest);
    String inLayouts = image.folder() + "/" + MigratedImage.blobFile(digest);
    Optional<TreeEntry> entry = image.blob(digest);
    if (entry.isEmpty()) {
      observations.find(
          subject,
          "is not committed",
          NextStep.of("find a commit that had it: git -C images-oci log -- {}", inLayouts));
      return Optional.empty();
    }
    Optional<byte[]> bytes = image.file(MigratedImage.blobFile(digest));
    if (bytes.isEmpty()) {
      observations.find(
          subject,
          "is annexed; no registry serves it as a blob, so clones may not get it",
          NextStep.of(
              "git -C images-oci annex get {}, then git annex unannex it and commit", inLayouts));
      return Optional.empty();
    }
    if (!Digest.of(bytes.get()).equals(digest)) {
      observations.find(
          subject,
          "has another digest than its name: " + Digest.of(bytes.get()),
          NextStep.of("find a commit where it was whole: git -C images-oci log -- {}", inLayouts));
      return Optional.empty();
    }
    if (size.isPresent() && size.getAsLong() != bytes.get().length) {
      observations.find(
          subject,
          "has " + bytes.get().length + " bytes; its descriptor says " + size.getAsLong(),
          "repair the descriptor's size");
      return Optional.empty();
    }
    return bytes;
  }

  private static String subject(MigratedImage image, Digest digest) {
    return image.shown(MigratedImage.blobFile(digest)).value();
  }
}
