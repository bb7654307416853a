package io.longshore.cli.build;

import io.longshore.cli.progress.ProgressBoard;
import io.longshore.collection.stage.BuildReading;
import io.longshore.collection.stage.WorkStep;
import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.image.SifBuilder;
import io.longshore.image.cache.BlockCache;
import io.longshore.image.cache.BlockCacheSession;
import io.longshore.oci.BlobSource;
import io.longshore.oci.SourceChangedException;
import io.longshore.oci.layer.LayerLimits;
import io.longshore.oci.layout.KeptLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The build of one SIF.
 *
 * @param replacing whether an existing file may be replaced
 * @param layers a folder in which the layers are kept as an image layout
 * @param threads number of compressor threads, at least 1
 * @param limits on the unpacked size of the image
 * @param builderTime time of the files that the builder adds, in place of the image's creation
 * @param digestWanted whether the SIF is read once more to compute its digest
 */
record SifWork(
    Path output,
    boolean replacing,
    Optional<Path> layers,
    int threads,
    LayerLimits limits,
    Optional<Instant> builderTime,
    boolean digestWanted) {

  /** A SIF that was built. */
  record Built(long size, Optional<Digest> digest) {}

  /**
   * Builds the SIF. If a mirror sent wrong bytes, the SIF is built again from other sources.
   *
   * @param warnings receives a warning about such a mirror
   */
  Built run(BuildInput input, BlockCache cache, ProgressBoard board, Consumer<String> warnings)
      throws IOException {
    while (true) {
      try (BlockCacheSession blocks = cache.open()) {
        return layers.isPresent()
            ? buildAndKeep(input, layers.get(), blocks, board)
            : build(builder(input, input.blobs(), board).withBlockCache(blocks));
      } catch (FailureException e) {
        if (!(e.getCause() instanceof SourceChangedException)) {
          throw e;
        }
        warnings.accept(e.subject() + ": " + e.problem() + "; building anew without it");
      }
    }
  }

  private Built buildAndKeep(
      BuildInput input, Path folder, BlockCacheSession blocks, ProgressBoard board)
      throws IOException {
    try (KeptLayout kept = KeptLayout.beside(folder, input.blobs())) {
      Built built = build(builder(input, kept, board).withBlockCache(blocks));
      kept.publish(input.fetched().orElseThrow().content().files(), input.layers());
      return built;
    }
  }

  private Built build(SifBuilder builder) throws IOException {
    SifBuilder used = replacing ? builder : builder.withoutReplacing();
    if (!digestWanted) {
      return new Built(used.buildUnread(output), Optional.empty());
    }
    SifBuilder.Result result = used.build(output);
    return new Built(result.size(), Optional.of(result.digest()));
  }

  /** Makes a builder that reports its reading to {@code board}. */
  SifBuilder builder(BuildInput input, BlobSource blobs, ProgressBoard board) {
    String name = String.valueOf(output.getFileName());
    SifBuilder builder =
        SifBuilder.of(
                input.image(),
                BuildReading.of(
                    blobs,
                    input.layerBytes(),
                    toRead -> board.begun(name, new WorkStep.Build(toRead)),
                    count -> board.advanced(name, count)))
            .withThreads(threads)
            .withLimits(limits)
            .withProfile(input.profile());
    return builderTime.map(builder::withBuilderTime).orElse(builder);
  }
}
