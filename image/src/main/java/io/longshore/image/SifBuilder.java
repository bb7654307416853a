package io.longshore.image;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.Unforeseen;
import io.longshore.image.runtime.RuntimeObjects;
import io.longshore.oci.BlobSource;
import io.longshore.oci.Platform;
import io.longshore.oci.layer.LayerLimits;
import io.longshore.oci.tree.MergedTree;
import io.longshore.sif.Architecture;
import io.longshore.sif.DataObject;
import io.longshore.sif.PartitionSpec;
import io.longshore.sif.SifHeader;
import io.longshore.sif.SifWriter;
import io.longshore.squashfs.CompressedBlockCache;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds a SIF from an image. The bytes depend only on the image, its repository and platform, the
 * additions of a recipe, and the profile; not on the time of the build or on the reference that the
 * user typed.
 *
 * <p>Every layer is verified to its end while it is read. Only then the SIF gets its name.
 */
public final class SifBuilder {
  private final ContainerImage image;
  private final BlobSource blobs;
  private final BuildOptions options;

  /** The digest and the size in bytes of a built SIF. */
  public record Result(Digest digest, long size) {}

  private SifBuilder(ContainerImage image, BlobSource blobs, BuildOptions options) {
    this.image = image;
    this.blobs = blobs;
    this.options = options;
  }

  /** A builder that uses all processors and the profile in the image's annotations. */
  public static SifBuilder of(ContainerImage image, BlobSource blobs) {
    return new SifBuilder(image, blobs, BuildOptions.defaults());
  }

  /** Sets the number of compressor threads, at least 1; the bytes do not depend on it. */
  public SifBuilder withThreads(int number) {
    return new SifBuilder(image, blobs, options.withThreads(number));
  }

  /** Sets the time of the files that the builder adds, in place of the image's creation. */
  public SifBuilder withBuilderTime(Instant time) {
    return new SifBuilder(image, blobs, options.withBuilderTime(time));
  }

  /** Sets the profile, in place of the annotated one. The SIF records the profile that is set. */
  public SifBuilder withProfile(BuildProfile other) {
    return new SifBuilder(image, blobs, options.withProfile(other));
  }

  /**
   * Takes compressed blocks from {@code cache} where it has them; the bytes do not depend on it.
   */
  public SifBuilder withBlockCache(CompressedBlockCache cache) {
    return new SifBuilder(image, blobs, options.withCache(cache));
  }

  /** Sets the limits on the unpacked size of the image, in place of the usual limits. */
  public SifBuilder withLimits(LayerLimits limits) {
    return new SifBuilder(image, blobs, options.withLimits(limits));
  }

  /** Makes the build fail instead of replacing a file that has the SIF's name. */
  public SifBuilder withoutReplacing() {
    return new SifBuilder(image, blobs, options.withReplacing(false));
  }

  SifBuilder withWay(RootPartition.Way way) {
    return new SifBuilder(image, blobs, options.withWay(way));
  }

  /**
   * Builds {@code output}. A file of this name is replaced when the whole SIF is on disk, unless
   * {@link #withoutReplacing} was called.
   *
   * @throws FailureException if the image cannot be built; {@code output} is then as it was before
   */
  public Result build(Path output) throws IOException {
    try (PendingFile pending = PendingFile.beside(output)) {
      writeAll(pending.channel());
      pending.completed(); // it goes to disk while it is read for its digest
      Result result = resultOf(pending.channel());
      pending.publish(options.replacing());
      return result;
    }
  }

  /**
   * Builds {@code output} like {@link #build}, but does not read the SIF back to compute its
   * digest. Reading it back takes long on a network file system.
   *
   * @return the size in bytes
   */
  public long buildUnread(Path output) throws IOException {
    try (PendingFile pending = PendingFile.beside(output)) {
      writeAll(pending.channel());
      long size = pending.channel().size();
      pending.publish(options.replacing());
      return size;
    }
  }

  /**
   * Builds into an empty file that is open for reading and writing, and does not force it to disk.
   *
   * @throws FailureException as {@link #build}; the file is then not a SIF
   */
  public Result write(FileChannel channel) throws IOException {
    writeAll(channel);
    return resultOf(channel);
  }

  private static Result resultOf(FileChannel channel) throws IOException {
    return new Result(Digest.of(channel), channel.size());
  }

  /**
   * The tree of the SIF: the merged layers, the additions of the recipe, and the builder's files.
   *
   * @throws FailureException as {@link #build}
   */
  public MergedTree tree() throws IOException {
    MergedTree tree = MergedTree.read(image.layers(), blobs, options.limits());
    RootFileSystem.complete(tree, image, extras(), builderSeconds());
    return tree;
  }

  /** A property of the SIF that may surprise users, in words that follow its name. */
  public Optional<String> notice() {
    return image.notice();
  }

  /** The time of the files that the builder adds, in seconds since 1970. */
  public long builderSeconds() {
    return options
        .builderTime()
        .or(() -> image.config().created())
        .map(SifBuilder::seconds)
        .orElse(0L);
  }

  private RecipeExtras extras() throws FailureException {
    return ImageProvenance.extrasIn(image.annotations(), image.subject());
  }

  private void writeAll(FileChannel channel) throws IOException {
    RecipeExtras extras = extras();
    BuildProfile profile =
        options.profile().isPresent()
            ? options.profile().get()
            : ImageProvenance.profileIn(image.annotations(), image.subject());
    long time = builderSeconds();
    Architecture architecture = architecture();
    SifWriter sif = SifWriter.create(channel, SifHeader.of(architecture, SifHeader.ZERO_ID, time));
    List<DataObject> objects =
        RuntimeObjects.of(
            RuntimeDescription.of(image, extras),
            ImageProvenance.annotationsOf(profile),
            Map.of(
                SelfDescription.OBJECT_NAME, SelfDescription.json(image, extras, profile, time)));
    for (DataObject object : objects) {
      sif.addObject(object);
    }
    RootPartition root =
        new RootPartition(
            image,
            blobs,
            extras,
            time,
            profile.squashfsOptions(options.threads()).withCache(options.cache()),
            options.way(),
            options.limits());
    long start = sif.beginPartition(PartitionSpec.primarySquashfs(architecture));
    try {
      sif.endPartition(root.write(channel, start));
    } catch (OutOfMemoryError e) {
      throw Unforeseen.failure(e, image.subject());
    }
    sif.finish();
  }

  private Architecture architecture() throws FailureException {
    Platform platform = image.platform();
    if (!platform.os().equals("linux")) {
      throw new FailureException(
          FailureKind.UNSUPPORTED,
          image.subject(),
          "is for " + platform + "; Apptainer runs what is for Linux, and nothing in it could run",
          "choose an image for linux, with --platform if there are several");
    }
    return Architecture.ofGoName(platform.architecture())
        .orElseThrow(
            () ->
                new FailureException(
                    FailureKind.UNSUPPORTED,
                    image.subject(),
                    "is for " + platform + ", which a SIF has no code for",
                    "choose another platform of the image with --platform"));
  }

  private static long seconds(Instant time) {
    return Math.clamp(time.getEpochSecond(), 0L, 0xffff_ffffL);
  }
}
