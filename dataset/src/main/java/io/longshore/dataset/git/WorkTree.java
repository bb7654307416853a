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

/** Compares the files and the index of a repository with HEAD. */
public final class WorkTree {
  private final GitRepository repository;

  WorkTree(GitRepository repository) {
    this.repository = repository;
  }

  /** All differences from HEAD, including untracked files and changes inside of subdatasets. */
  public List<StatusEntry> status() throws IOException {
    return status(List.of());
  }

  /**
   * The differences from HEAD at or below {@code paths}; all differences if {@code paths} is empty.
   */
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
   * @param paths the paths that must be as committed; empty for all
   * @throws FailureException of kind DATASET if files differ; the message names the first ones
   */
  public void requireClean(Collection<RepositoryPath> paths) throws IOException {
    // Git reads files again that were written in the same second as the index. A file that equals
    // its commit byte for byte is clean without any filter; content in place of a pointer needs
    // git-annex's filter.
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
