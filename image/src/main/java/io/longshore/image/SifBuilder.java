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
 * Builds a SIF from an image. The bytes depend on what the image holds, its repository and
 * platform, what a recipe adds, and the profile alone; not on how and when it was asked for.
 *
 * <p>Every layer is verified to its end while it is read. The SIF gets its name after that.
 */
public final class SifBuilder {
  private final ContainerImage image;
  private final BlobSource blobs;
  private final BuildOptions options;

  /** A SIF that was built: the digest and the size in bytes of the whole file. */
  public record Result(Digest digest, long size) {}

  private SifBuilder(ContainerImage image, BlobSource blobs, BuildOptions options) {
    this.image = image;
    this.blobs = blobs;
    this.options = options;
  }

  /** A builder that compresses on all processors, to the profile in the image's annotations. */
  public static SifBuilder of(ContainerImage image, BlobSource blobs) {
    return new SifBuilder(image, blobs, BuildOptions.defaults());
  }

  /** With another number of compressor threads, at least 1; the bytes are the same. */
  public SifBuilder withThreads(int number) {
    return new SifBuilder(image, blobs, options.withThreads(number));
  }

  /** With this time for what the builder adds, in place of the image's creation. */
  public SifBuilder withBuilderTime(Instant time) {
    return new SifBuilder(image, blobs, options.withBuilderTime(time));
  }

  /** With this profile, which the SIF then tells of itself, in place of the annotated one. */
  public SifBuilder withProfile(BuildProfile other) {
    return new SifBuilder(image, blobs, options.withProfile(other));
  }

  /** With blocks taken from there instead of being compressed; the bytes are the same. */
  public SifBuilder withBlockCache(CompressedBlockCache cache) {
    return new SifBuilder(image, blobs, options.withCache(cache));
  }

  /** With these limits on what the image may unpack to, in place of the usual ones. */
  public SifBuilder withLimits(LayerLimits limits) {
    return new SifBuilder(image, blobs, options.withLimits(limits));
  }

  /** That leaves a file alone which has the name of the SIF by then, and fails. */
  public SifBuilder withoutReplacing() {
    return new SifBuilder(image, blobs, options.withReplacing(false));
  }

  SifBuilder withWay(RootPartition.Way way) {
    return new SifBuilder(image, blobs, options.withWay(way));
  }

  /**
   * Builds {@code output}, replacing what has that name once the SIF is whole and on disk, unless
   * {@link #withoutReplacing}.
   *
   * @throws FailureException for whatever is wrong with the image; nothing has the name then that
   *     did not have it before
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
   * As {@link #build}, without reading for its digest what was written: that takes as long as
   * reading does, which on a file system in a network is long.
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
   * Builds into an empty file that is open for reading and writing, without forcing it to disk.
   *
   * @throws FailureException as {@link #build}; the file is no SIF then
   */
  public Result write(FileChannel channel) throws IOException {
    writeAll(channel);
    return resultOf(channel);
  }

  private static Result resultOf(FileChannel channel) throws IOException {
    return new Result(Digest.of(channel), channel.size());
  }

  /**
   * The tree that the SIF holds: the merged layers, what the recipe adds, and the builder's files.
   *
   * @throws FailureException as {@link #build}
   */
  public MergedTree tree() throws IOException {
    MergedTree tree = MergedTree.read(image.layers(), blobs, options.limits());
    RootFileSystem.complete(tree, image, extras(), builderSeconds());
    return tree;
  }

  /** What a user would not expect of the SIF, in words that follow its name. */
  public Optional<String> notice() {
    return image.notice();
  }

  /** The time of what the builder adds, in seconds since 1970. */
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
