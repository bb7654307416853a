package io.longshore.dataset.git;

import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.GitSetting;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The files and the index of a repository. */
public final class WorkTree {
  private final GitRepository repository;

  WorkTree(GitRepository repository) {
    this.repository = repository;
  }

  /** Everything that differs from HEAD, untracked files and the inside of subdatasets included. */
  public List<StatusEntry> status() throws IOException {
    return status(List.of());
  }

  /** What differs at or below {@code paths}; everywhere if there are none. */
  public List<StatusEntry> status(Collection<RepositoryPath> paths) throws IOException {
    return status(paths, List.of());
  }

  private List<StatusEntry> status(Collection<RepositoryPath> paths, List<GitSetting> settings)
      throws IOException {
    Command status =
        repository
            .git("status")
            .options(
                "--porcelain=v1",
                "-z",
                "--untracked-files=normal",
                "--ignore-submodules=none",
                "--no-renames")
            .operands(paths.stream().map(RepositoryPath::value).toList())
            .withSettings(settings);
    List<StatusEntry> entries = new ArrayList<>();
    for (String field : repository.run(status).fields()) {
      entries.add(new StatusEntry(field.substring(3), kind(field.substring(0, 2))));
    }
    return List.copyOf(entries);
  }

  private static StatusEntry.Kind kind(String letters) {
    if (letters.equals("??")) {
      return StatusEntry.Kind.UNTRACKED;
    }
    boolean unmerged = letters.contains("U") || letters.equals("AA") || letters.equals("DD");
    return unmerged ? StatusEntry.Kind.UNMERGED : StatusEntry.Kind.CHANGED;
  }

  /**
   * @param paths those that must be as committed; all if there are none
   * @throws FailureException of kind DATASET, naming the first files that differ
   */
  public void requireClean(Collection<RepositoryPath> paths) throws IOException {
    // Git looks again at all that was written in the second the index was. What is to the byte as
    // committed needs no filter to be known as clean; content in the place of a pointer does.
    if (status(paths, StagedCheckout.WITHOUT_ANNEX_FILTER).isEmpty()) {
      return;
    }
    List<StatusEntry> entries = status(paths);
    if (entries.isEmpty()) {
      return;
    }
    String shown =
        String.join(", ", entries.stream().limit(5).map(StatusEntry::path).toList())
            + (entries.size() > 5 ? " and " + (entries.size() - 5) + " more" : "");
    throw new FailureException(
        FailureKind.DATASET,
        repository.root().toString(),
        "has changes that are not committed: " + shown,
        NextStep.of(
            "save them with: datalad save -d {} (or put them aside: git -C {} stash)",
            repository.root(),
            repository.root()));
  }
}
