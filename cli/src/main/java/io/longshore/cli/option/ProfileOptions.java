package io.longshore.cli.option;

import io.longshore.image.BuildProfile;
import io.longshore.squashfs.Compression;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options for the compression of the SquashFS in a SIF. */
public final class ProfileOptions {
  @Option(
      names = "--compression",
      paramLabel = "NAME[:LEVEL]",
      completionCandidates = OptionWords.Compressions.class,
      converter = CompressionConverter.class,
      description =
          "gzip (levels 1 to 12, usually 6), which every kernel reads, or zstd (1 to 22, usually"
              + " 3), faster to make and to read (default: what the layout records, else gzip:6).")
  Optional<Compression> compression = Optional.empty();

  @Option(
      names = "--block-size",
      paramLabel = "SIZE",
      completionCandidates = OptionWords.BlockSizes.class,
      converter = BlockSizeConverter.class,
      description =
          "Bytes compressed at a time, a power of two from 4K to 1M: larger gives smaller files and"
              + " slower access to single ones (default: what the layout records, else 128K).")
  Optional<Integer> blockSize = Optional.empty();

  /** The profile with the user's choices in place of its own values. */
  public BuildProfile applyTo(BuildProfile profile) {
    BuildProfile compressed = compression.map(profile::withCompression).orElse(profile);
    return blockSize.map(compressed::withBlockSize).orElse(compressed);
  }
}
