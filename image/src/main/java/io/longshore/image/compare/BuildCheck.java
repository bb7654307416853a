package io.longshore.image.compare;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.image.SelfDescription;
import io.longshore.image.SifBuilder;
import io.longshore.sif.MalformedSifException;
import io.longshore.sif.SifFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** Checks whether a SIF has the bytes that its image gives, by building it again. */
public final class BuildCheck {
  private final Path sif;
  private final SifBuilder builder;
  private final Path scratch;

  /**
   * @param given digest of the file
   * @param rebuilt digest of the SIF built from the image
   * @param firstByte position of the first byte that differs or that only one of the two has; -1
   *     for none
   * @param differences the first differences of the parts, then of the tree; the file is the first
   *     side
   * @param total number of all differences
   * @param sameTree whether the root file systems hold the same files
   * @param made the self-description of the file, if it has one
   */
  public record Result(
      Digest given,
      Digest rebuilt,
      long firstByte,
      List<Difference> differences,
      long total,
      boolean sameTree,
      Optional<SelfDescription> made) {
    public boolean equal() {
      return firstByte < 0;
    }
  }

  /**
   * @param scratch a folder with room for a second SIF of the same size; the file there has no name
   */
  public BuildCheck(Path sif, SifBuilder builder, Path scratch) {
    this.sif = sif;
    this.builder = builder;
    this.scratch = scratch;
  }

  /**
   * @param limit how many differences of the parts, and how many of the tree, are listed
   * @throws FailureException of kind MALFORMED if the file is not a SIF; otherwise as {@link
   *     SifBuilder#build}
   */
  public Result run(int limit) throws IOException {
    try (FileChannel given = FileChannel.open(sif, StandardOpenOption.READ);
        SifFile opened = open(given);
        FileChannel rebuilt = ScratchFile.open(scratch)) {
      Digest digest = builder.write(rebuilt).digest();
      long firstByte = Region.mismatch(Region.whole(given), Region.whole(rebuilt));
      FirstDifferences found = new FirstDifferences(limit);
      if (firstByte >= 0) {
        SifComparison.compare(given, rebuilt, found);
      }
      return new Result(
          firstByte < 0 ? digest : Digest.of(given),
          digest,
          firstByte,
          found.first(),
          found.total(),
          found.isTreeTheSame(),
          SelfDescription.in(opened));
    }
  }

  private SifFile open(FileChannel channel) throws IOException {
    try {
      return SifFile.open(channel);
    } catch (MalformedSifException e) {
      throw new FailureException(
          FailureKind.MALFORMED,
          sif.toString(),
          e.getMessage(),
          NextStep.of("look what it is: longshore inspect {}", sif),
          e);
    }
  }
}
