package io.longshore.image;

import io.longshore.image.runtime.RuntimeObjects;
import io.longshore.oci.BlobSource;
import io.longshore.oci.Digest;
import io.longshore.oci.FailureException;
import io.longshore.oci.FailureKind;
import io.longshore.oci.Platform;
import io.longshore.oci.layer.FileNode;
import io.longshore.oci.layer.MergedTree;
import io.longshore.sif.Architecture;
import io.longshore.sif.DataObject;
import io.longshore.sif.PartitionSpec;
import io.longshore.sif.SifHeader;
import io.longshore.sif.SifWriter;
import io.longshore.squashfs.FileContent;
import io.longshore.squashfs.SquashfsOptions;
import io.longshore.squashfs.SquashfsWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Builds a SIF from an image. The bytes depend on manifest, config, layers and annotations alone.
 *
 * <p>Every layer is read twice: first for its headers, verified to the end, before a byte is
 * written; then for the data, verified again. The SIF gets its name after that.
 */
public final class SifBuilder {
  private final ContainerImage image;
  private final BlobSource blobs;
  private final Optional<Instant> builderTime;
  private final Optional<BuildProfile> profile;
  private final int threads;

  /** A SIF that was built: the digest and the size in bytes of the whole file. */
  public record Result(Digest digest, long size) {}

  private SifBuilder(
      ContainerImage image,
      BlobSource blobs,
      Optional<Instant> builderTime,
      Optional<BuildProfile> profile,
      int threads) {
    this.image = image;
    this.blobs = blobs;
    this.builderTime = builderTime;
    this.profile = profile;
    this.threads = threads;
  }

  /** A builder that compresses on all processors, to the profile in the image's annotations. */
  public static SifBuilder of(ContainerImage image, BlobSource blobs) {
    return new SifBuilder(
        image,
        blobs,
        Optional.empty(),
        Optional.empty(),
        Runtime.getRuntime().availableProcessors());
  }

  /** With another number of compressor threads, at least 1; the bytes are the same. */
  public SifBuilder withThreads(int number) {
    return new SifBuilder(image, blobs, builderTime, profile, number);
  }

  /** With this time for what the builder adds, in place of the image's creation. */
  public SifBuilder withBuilderTime(Instant time) {
    return new SifBuilder(image, blobs, Optional.of(time), profile, threads);
  }

  /** With this profile, which the SIF then tells of itself, in place of the annotated one. */
  public SifBuilder withProfile(BuildProfile other) {
    return new SifBuilder(image, blobs, builderTime, Optional.of(other), threads);
  }

  /**
   * Builds {@code output}, replacing what has that name once the SIF is whole and on disk.
   *
   * @throws FailureException for whatever is wrong with the image; nothing has the name then that
   *     did not have it before
   */
  public Result build(Path output) throws IOException {
    RecipeExtras extras = ImageProvenance.extrasIn(image.annotations(), image.subject());
    BuildProfile used =
        profile.isPresent()
            ? profile.get()
            : ImageProvenance.profileIn(image.annotations(), image.subject());
    long time = builderTime.or(() -> image.config().created()).map(SifBuilder::seconds).orElse(0L);
    MergedTree tree = MergedTree.read(image.layers(), blobs);
    RootFileSystem.complete(tree, image, extras, time);
    try (PendingFile pending = PendingFile.beside(output)) {
      write(pending.channel(), tree, extras, used, time);
      Digest digest = pending.digest();
      long size = pending.channel().size();
      pending.publish();
      return new Result(digest, size);
    }
  }

  private void write(
      FileChannel channel, MergedTree tree, RecipeExtras extras, BuildProfile used, long time)
      throws IOException {
    Architecture architecture = architecture();
    SifWriter sif = SifWriter.create(channel, SifHeader.of(architecture, SifHeader.ZERO_ID, time));
    Map<String, String> self =
        Map.of(
            RuntimeDescription.SELF_DESCRIPTION, RuntimeDescription.selfDescription(image, used));
    for (DataObject object : RuntimeObjects.of(RuntimeDescription.of(image, extras), self)) {
      sif.addObject(object);
    }
    long start = sif.beginPartition(PartitionSpec.primarySquashfs(architecture));
    sif.endPartition(writeSquashfs(channel, start, tree, used.squashfsOptions(threads), time));
    sif.finish();
  }

  private long writeSquashfs(
      FileChannel channel, long start, MergedTree tree, SquashfsOptions options, long time)
      throws IOException {
    try (SquashfsWriter squashfs = new SquashfsWriter(channel, start, options)) {
      IdentityHashMap<FileNode, FileContent> contents = new IdentityHashMap<>();
      tree.forEachFileContent(
          blobs, (file, content) -> contents.put(file, squashfs.write(content, file.size())));
      return squashfs.finish(new SquashfsTree(contents, time).directory(tree.root()), time);
    } catch (IllegalArgumentException e) {
      throw new FailureException(
          FailureKind.UNSUPPORTED,
          image.subject(),
          "does not fit into a squashfs: " + e.getMessage(),
          "use an image without it",
          e);
    }
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
