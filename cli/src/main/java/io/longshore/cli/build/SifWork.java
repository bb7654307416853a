package io.longshore.cli.build;

import io.longshore.cli.progress.ProgressBoard;
import io.longshore.collection.stage.WorkStep;
import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.image.SifBuilder;
import io.longshore.image.cache.BlockCache;
import io.longshore.image.cache.BlockCacheSession;
import io.longshore.oci.BlobSource;
import io.longshore.oci.MeteredBlobSource;
import io.longshore.oci.SourceChangedException;
import io.longshore.oci.layer.LayerLimits;
import io.longshore.oci.layout.KeptLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The building of one SIF.
 *
 * @param replacing whether a file that has the name of the SIF gives way
 * @param layers a folder to keep the layers in, as an image layout
 * @param threads of the compressors, at least 1
 * @param limits on what the image may unpack to
 * @param builderTime of what the builder adds, in place of the image's creation
 * @param digestWanted whether the SIF is to be read once more for its digest
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
   * Builds the SIF. Where a mirror turns out to have sent wrong bytes, it is built anew from
   * others.
   *
   * @param warnings is told of such a mirror
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

  /** A builder whose reading shows on the board. */
  SifBuilder builder(BuildInput input, BlobSource blobs, ProgressBoard board) {
    String name = String.valueOf(output.getFileName());
    board.begun(name, new WorkStep.Build(input.layerBytes()));
    SifBuilder builder =
        SifBuilder.of(
                input.image(), new MeteredBlobSource(blobs, count -> board.advanced(name, count)))
            .withThreads(threads)
            .withLimits(limits)
            .withProfile(input.profile());
    return builderTime.map(builder::withBuilderTime).orElse(builder);
  }
}
