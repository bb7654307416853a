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

/** Reads the rules file of a dataset, as it is committed or as it is in the work tree. */
public final class RulesFile {
  /**
   * One byte more than rules may have, so that the reader of the rules can tell that a file is too
   * large.
   */
  private static final int MOST_READ = YamlReader.MOST_BYTES + 1;

  private RulesFile() {}

  /**
   * The committed rules file, at most as many bytes as {@link #lying} reads; empty if no such file
   * is committed.
   *
   * @throws FailureException of kind DATASET if the file is in the annex, or is not a regular file
   */
  public static Optional<byte[]> committed(CommittedFiles superdataset) throws IOException {
    return FileInGit.find(superdataset, Rules.PATH)
        .map(bytes -> Arrays.copyOf(bytes, Math.min(bytes.length, MOST_READ)));
  }

  /**
   * The rules file in the work tree, committed or not; only the beginning if the file is larger
   * than rules may be. Empty if the work tree has no such regular file.
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
   * The content of the committed rules file; empty if the dataset has none.
   *
   * @throws FailureException as {@link #committed}
   */
  public static Optional<RulesReader.Reading> find(CommittedFiles superdataset) throws IOException {
    return committed(superdataset).map(bytes -> RulesReader.read(bytes, Rules.PATH.value()));
  }

  /**
   * The committed rules.
   *
   * @throws FailureException of kind MISSING if no rules are committed, DATASET if the file is in
   *     the annex or is not a regular file, MALFORMED if the rules have faults
   */
  public static Rules require(CommittedFiles superdataset) throws IOException {
    return find(superdataset).orElseThrow(() -> missing(superdataset)).require();
  }

  /** The failure for a dataset without committed rules. */
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
