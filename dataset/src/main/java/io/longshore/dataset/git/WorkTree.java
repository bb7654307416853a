package io.longshore.dataset.git;

import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.GitSetting;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.ground.file.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares the files and the index of a repository with HEAD. */
public final class WorkTree {
  private static final int SHOWN = 5;

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
    return status(paths, Optional.empty(), List.of());
  }

  private List<StatusEntry> status(
      Collection<RepositoryPath> paths, Optional<Path> index, List<GitSetting> settings)
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
    if (index.isPresent()) {
      status = status.withEnvironment("GIT_INDEX_FILE", index.get().toString());
    }
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
   * @param paths the paths that must be as committed; empty for all. Only with given paths are the
   *     files found of which git reports nothing: ignored ones, and changes that git was told to
   *     overlook.
   * @throws FailureException of kind DATASET if files differ; the message names the first ones
   */
  public void requireClean(Collection<RepositoryPath> paths) throws IOException {
    Optional<FailureException> obstacle = obstacle(paths);
    if (obstacle.isPresent()) {
      throw obstacle.get();
    }
  }

  /** The failure that {@link #requireClean} throws. */
  public Optional<FailureException> obstacle(Collection<RepositoryPath> paths) throws IOException {
    List<StatusEntry> changed = changed(paths, Optional.empty());
    if (!changed.isEmpty()) {
      return Optional.of(
          failure(
              "has changes that are not committed: ",
              changed.stream().map(StatusEntry::path).toList(),
              NextStep.of(
                  "save them with: datalad save -d {} (or put them aside: git -C {} stash)",
                  repository.root(),
                  repository.root())));
    }
    return paths.isEmpty() ? Optional.empty() : unreported(paths);
  }

  // Git reads files again that were written in the same second as the index. A file that equals
  // its commit byte for byte is clean without any filter; content in place of a pointer needs
  // git-annex's filter.
  private List<StatusEntry> changed(Collection<RepositoryPath> paths, Optional<Path> index)
      throws IOException {
    return status(paths, index, StagedCheckout.WITHOUT_ANNEX_FILTER).isEmpty()
        ? List.of()
        : status(paths, index, List.of());
  }

  // What stands at these paths although git's status is silent about it.
  private Optional<FailureException> unreported(Collection<RepositoryPath> paths)
      throws IOException {
    List<String> fields =
        repository
            .run(
                repository
                    .git("ls-files")
                    .options("--cached", "--others", "-v", "-z")
                    .operands(paths.stream().map(RepositoryPath::value).toList()))
            .fields();
    List<String> untracked =
        fields.stream().filter(field -> field.startsWith("? ")).map(WorkTree::named).toList();
    if (!untracked.isEmpty()) {
      return Optional.of(ignored(untracked));
    }
    List<OverlookedFile> overlooked =
        fields.stream()
            .flatMap(field -> OverlookedFile.find(field).stream())
            .filter(file -> !file.isLeftOut(repository))
            .toList();
    return overlooked.isEmpty() ? Optional.empty() : overlooked(overlooked);
  }

  private static String named(String field) {
    return field.substring(2);
  }

  private FailureException ignored(List<String> paths) {
    Path first = repository.root().resolve(paths.getFirst());
    return failure(
        "has files that git ignores at places that are about to change: ",
        paths,
        NextStep.of(
            "move yours elsewhere, for example: mv -n {} {}   The rule that hides it from git:"
                + " git -C {} check-ignore -v {}",
            first,
            repository.root().resolveSibling(first.getFileName()),
            repository.root(),
            paths.getFirst()));
  }

  // An index that is read from HEAD has no marks, so git compares the files.
  private Optional<FailureException> overlooked(List<OverlookedFile> marked) throws IOException {
    Path folder = Files.createTempDirectory(repository.workFolder(), "index");
    try {
      Path index = folder.resolve("index");
      repository.run(
          repository
              .git("read-tree")
              .operands("HEAD")
              .withEnvironment("GIT_INDEX_FILE", index.toString()));
      Set<String> changed =
          changed(marked.stream().map(OverlookedFile::path).toList(), Optional.of(index)).stream()
              .map(StatusEntry::path)
              .collect(Collectors.toSet());
      List<OverlookedFile> hidden =
          marked.stream().filter(file -> changed.contains(file.path().value())).toList();
      return hidden.isEmpty()
          ? Optional.empty()
          : Optional.of(
              failure(
                  "has changes that git was told to overlook: ",
                  hidden.stream().map(file -> file.path().value()).toList(),
                  NextStep.of("see them, then save or undo them: ")
                      .then(hidden.getFirst().shown(repository.root()))));
    } finally {
      Folders.delete(folder);
    }
  }

  private FailureException failure(String problem, List<String> paths, NextStep next) {
    String shown =
        String.join(", ", paths.stream().limit(SHOWN).toList())
            + (paths.size() > SHOWN ? " and " + (paths.size() - SHOWN) + " more" : "");
    return new FailureException(
        FailureKind.DATASET, repository.root().toString(), problem + shown, next);
  }
}
