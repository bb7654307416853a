package io.longshore.collection.verify;

import io.longshore.collection.Collection;
import io.longshore.collection.inventory.MigratedDataset;
import io.longshore.collection.inventory.MigratedImage;
import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.annex.KeyVerifier;
import io.longshore.dataset.git.GitRepository;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.ground.OperatingSystemFailures;
import io.longshore.image.ContainerImage;
import io.longshore.image.SifBuilder;
import io.longshore.image.compare.ScratchFile;
import io.longshore.oci.BlobSource;
import io.longshore.oci.layer.LayerLimits;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Builds every SIF again, one after the other, each on all processors, and compares it with the key
 * of the committed SIF. At most one new SIF is on disk at a time.
 */
final class RebuildCheck implements Check {
  static final String NAME = "rebuild";

  private final LayerSource layers;
  private final LayerLimits limits;

  RebuildCheck(LayerSource layers, LayerLimits limits) {
    this.limits = limits;
    this.layers = layers;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String claim() {
    return "every SIF is what its layout gives";
  }

  /** The command that builds the SIF of an image. */
  static NextStep build(MigratedImage image) {
    return NextStep.of(
        "longshore build {} {}",
        image.sif(),
        Collection.IMAGES_OCI.resolve(image.folder().value()));
  }

  @Override
  public void run(MigratedDataset dataset, Observations observations) throws IOException {
    observations.expect(dataset.images().size());
    Path scratch = scratch(dataset.superdataset().git());
    try (LayerSource.Opened source = layers.open(dataset)) {
      for (MigratedImage image : dataset.images()) {
        Optional<AnnexKey> key = dataset.superdataset().key(image.sif());
        Optional<ContainerImage> container = image.container();
        boolean whole =
            container.isPresent() && LayoutCheck.missing(container.get().annotations()).isEmpty();
        if (key.isPresent() && whole) {
          if (source.hasAll(image)) {
            check(image, key.get(), container.get(), source, scratch, observations);
          } else {
            observations.note(
                image.sif() + " is not built again: a layer is neither here nor has a URL");
          }
        }
        observations.examine();
      }
    }
  }

  // The file system of the git folder had space for a file of this size before; /tmp is often too
  // small. A user who may only read the collection has no place but /tmp.
  private static Path scratch(GitRepository superdataset) {
    try {
      Path folder = superdataset.workFolder();
      if (Files.isWritable(folder)) {
        return folder;
      }
    } catch (IOException e) {
      // The collection belongs to somebody else, or the disk is read-only.
    }
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  private void check(
      MigratedImage image,
      AnnexKey key,
      ContainerImage container,
      BlobSource source,
      Path scratch,
      Observations observations)
      throws IOException {
    Optional<KeyVerifier> verifier = KeyVerifier.of(key);
    if (verifier.isEmpty()) {
      observations.note(image.sif() + " has the key " + key + ", which says nothing of its bytes");
      return;
    }
    try (FileChannel rebuilt = ScratchFile.open(scratch)) {
      SifBuilder.of(container, source).withLimits(limits).write(rebuilt);
      verifier
          .get()
          .difference(Channels.newInputStream(rebuilt.position(0)))
          .ifPresent(
              difference ->
                  observations.find(
                      image.sif(),
                      "is not what its layout gives: the SIF built again " + difference,
                      build(image)
                          .then(
                              " && datalad save {} ('build --check' shows where it differs)",
                              image.sif())));
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      FailureException failure = OperatingSystemFailures.classify(e, image.folder().toString());
      if (failure.kind() == FailureKind.DISK_FULL) {
        // The failure says nothing about the image.
        throw failure;
      }
      observations.find(
          image.sif(),
          "cannot be built again: " + failure.subject() + ": " + failure.problem(),
          failure.next());
    }
  }
}
