package io.longshore.image;

import io.longshore.image.runtime.RuntimeObjects;
import io.longshore.oci.BlobSource;
import io.longshore.oci.Digest;
import io.longshore.oci.FailureException;
import io.longshore.oci.FailureKind;
import io.longshore.oci.Platform;
import io.longshore.sif.Architecture;
import io.longshore.sif.DataObject;
import io.longshore.sif.PartitionSpec;
import io.longshore.sif.SifHeader;
import io.longshore.sif.SifWriter;
import io.longshore.squashfs.SquashfsOptions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Builds a SIF from an image. The bytes depend on manifest, config, layers and annotations alone.
 *
 * <p>Every layer is verified to its end while it is read. The SIF gets its name after that.
 */
public final class SifBuilder {
  private final ContainerImage image;
  private final BlobSource blobs;
  private final Optional<Instant> builderTime;
  private final int threads;
  private final RootPartition.Way way;

  /** A SIF that was built: the digest and the size in bytes of the whole file. */
  public record Result(Digest digest, long size) {}

  private SifBuilder(
      ContainerImage image,
      BlobSource blobs,
      Optional<Instant> builderTime,
      int threads,
      RootPartition.Way way) {
    this.image = image;
    this.blobs = blobs;
    this.builderTime = builderTime;
    this.threads = threads;
    this.way = way;
  }

  /** A builder that compresses on all processors. */
  public static SifBuilder of(ContainerImage image, BlobSource blobs) {
    return new SifBuilder(
        image,
        blobs,
        Optional.empty(),
        Runtime.getRuntime().availableProcessors(),
        RootPartition.Way.FORETELLING);
  }

  /** With another number of compressor threads, at least 1; the bytes are the same. */
  public SifBuilder withThreads(int number) {
    return new SifBuilder(image, blobs, builderTime, number, way);
  }

  /** With this time for what the builder adds, in place of the image's creation. */
  public SifBuilder withBuilderTime(Instant time) {
    return new SifBuilder(image, blobs, Optional.of(time), threads, way);
  }

  SifBuilder withWay(RootPartition.Way other) {
    return new SifBuilder(image, blobs, builderTime, threads, other);
  }

  /**
   * Builds {@code output}, replacing what has that name once the SIF is whole and on disk.
   *
   * @throws FailureException for whatever is wrong with the image; nothing has the name then that
   *     did not have it before
   */
  public Result build(Path output) throws IOException {
    RecipeExtras extras = ImageProvenance.extrasIn(image.annotations(), image.subject());
    BuildProfile profile = ImageProvenance.profileIn(image.annotations(), image.subject());
    SquashfsOptions options = profile.squashfsOptions(image.subject(), threads);
    long time = builderTime.or(() -> image.config().created()).map(SifBuilder::seconds).orElse(0L);
    RootPartition root = new RootPartition(image, blobs, extras, time, options, way);
    try (PendingFile pending = PendingFile.beside(output)) {
      write(pending.channel(), root, extras, profile, time);
      Digest digest = pending.complete();
      long size = pending.channel().size();
      pending.publish();
      return new Result(digest, size);
    }
  }

  private void write(
      FileChannel channel, RootPartition root, RecipeExtras extras, BuildProfile profile, long time)
      throws IOException {
    Architecture architecture = architecture();
    SifWriter sif = SifWriter.create(channel, SifHeader.of(architecture, SifHeader.ZERO_ID, time));
    Map<String, String> self =
        Map.of(
            RuntimeDescription.SELF_DESCRIPTION,
            RuntimeDescription.selfDescription(image, profile));
    for (DataObject object : RuntimeObjects.of(RuntimeDescription.of(image, extras), self)) {
      sif.addObject(object);
    }
    long start = sif.beginPartition(PartitionSpec.primarySquashfs(architecture));
    sif.endPartition(root.write(channel, start));
    sif.finish();
  }

  private Architecture architecture() throws FailureException {
    Platform platform = RuntimeDescription.platform(image);
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
