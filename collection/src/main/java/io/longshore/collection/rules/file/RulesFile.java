package io.longshore.collection.rules.file;

import io.longshore.collection.inventory.CommittedFiles;
import io.longshore.collection.rules.yaml.YamlReader;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The rules of a dataset, as committed. */
public final class RulesFile {
  /** One byte more than rules may have, so that the reader of the rules can tell. */
  private static final int MOST_READ = YamlReader.MOST_BYTES + 1;

  private RulesFile() {}

  /**
   * What is committed, as far as {@link #lying} would read it; empty if nothing is.
   *
   * @throws FailureException of kind DATASET if it is in the annex, or is no file
   */
  public static Optional<byte[]> committed(CommittedFiles superdataset) throws IOException {
    return FileInGit.find(superdataset, Rules.PATH)
        .map(bytes -> Arrays.copyOf(bytes, Math.min(bytes.length, MOST_READ)));
  }

  /**
   * The file as it lies in the dataset's folder, committed or not; only the beginning if it is
   * larger than rules may be. Empty if no file lies there.
   */
  public static Optional<byte[]> lying(CommittedFiles superdataset) throws IOException {
    Path file = Rules.PATH.in(superdataset.git().root());
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(in.readNBytes(MOST_READ));
    }
  }

  /**
   * What the file says; empty if the dataset has none.
   *
   * @throws FailureException as {@link #committed}
   */
  public static Optional<RulesReader.Reading> find(CommittedFiles superdataset) throws IOException {
    return committed(superdataset).map(bytes -> RulesReader.read(bytes, Rules.PATH.value()));
  }

  /**
   * The rules.
   *
   * @throws FailureException of kind MISSING if the dataset has none, DATASET if they are in the
   *     annex, MALFORMED if they cannot be followed
   */
  public static Rules require(CommittedFiles superdataset) throws IOException {
    return find(superdataset).orElseThrow(() -> missing(superdataset)).require();
  }

  /** What to say where no rules are committed. */
  public static FailureException missing(CommittedFiles superdataset) {
    return FileInGit.lies(superdataset, Rules.PATH)
        ? FileInGit.uncommitted(superdataset, Rules.PATH, "updates read what is committed")
        : new FailureException(
            FailureKind.MISSING,
            Rules.PATH.value(),
            "is not committed in "
                + superdataset.git().root()
                + ", so that nothing says what the collection follows",
            NextStep.of(
                "have it written from what the collection holds: longshore -C {} rules import",
                superdataset.git().root()));
  }
}
