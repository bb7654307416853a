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

/** Tells whether a SIF is what an image gives, by building it once more. */
public final class BuildCheck {
  private final Path sif;
  private final SifBuilder builder;
  private final Path scratch;

  /**
   * @param given digest of the file
   * @param rebuilt digest of what the image gives
   * @param firstByte position of the first byte that differs or only one has; -1 for none
   * @param differences the first ones of parts, then of the tree; the file is the first side
   * @param total how many there are
   * @param sameTree whether the root file systems hold the same files
   * @param made what the file says of its making, where it does
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
   * @param scratch a folder with room for another file of that size, which has no name there
   */
  public BuildCheck(Path sif, SifBuilder builder, Path scratch) {
    this.sif = sif;
    this.builder = builder;
    this.scratch = scratch;
  }

  /**
   * @param limit how many differences of the parts, and how many in the tree, are told
   * @throws FailureException of kind MALFORMED if the file is no SIF; and as {@link
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
