package io.longshore.dataset.git;

import io.longshore.dataset.disk.Disk;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandResult;
import io.longshore.dataset.process.GitSetting;
import io.longshore.oci.FailureException;
import io.longshore.oci.FailureKind;
import io.longshore.oci.NextStep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The files and the index of a repository. */
public final class WorkTree {
  // What git-annex writes into the blob of an unlocked file begins so.
  private static final byte[] POINTER_START = "/annex/".getBytes(StandardCharsets.UTF_8);

  // Starting git-annex as a filter costs 45 ms and more, and changes nothing where no pointer file
  // is written. Without "process" git would start "clean" once for every file it is not sure of.
  private static final List<GitSetting> WITHOUT_ANNEX_FILTER =
      List.of(
          new GitSetting("filter.annex.process", ""),
          new GitSetting("filter.annex.smudge", ""),
          new GitSetting("filter.annex.clean", ""));

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
    if (status(paths, WITHOUT_ANNEX_FILTER).isEmpty()) {
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
            "save them with: datalad save -d {} (or put them aside: git stash)",
            repository.root()));
  }

  /**
   * Brings index and work tree from one commit to another, after the branch was moved. Files that
   * are the same in both keep whatever state they are in. When this returns, what changed survives
   * the loss of power.
   *
   * @param from empty if the branch had no commit
   * @throws FailureException if a file that would be written or removed was changed by someone;
   *     then index and work tree are as they were
   */
  public void advance(Optional<ObjectId> from, ObjectId to, ObjectReader reader)
      throws IOException {
    ObjectId base = from.orElseGet(repository::emptyTree);
    advance(base, to, repository.differences(base, to), reader);
  }

  /**
   * As {@link #advance}, after a git that did so was killed: it may have written files, also half,
   * that the index does not know.
   */
  public void advanceAgain(ObjectId from, ObjectId to, ObjectReader reader) throws IOException {
    List<TreeDifference> differences = repository.differences(from, to);
    new InterruptedCheckout(repository, reader).takeBack(differences);
    advance(from, to, differences, reader);
  }

  private void advance(
      ObjectId base, ObjectId to, List<TreeDifference> differences, ObjectReader reader)
      throws IOException {
    Command readTree =
        repository
            .git("read-tree")
            .options("--no-recurse-submodules", "-m", "-u")
            .operands(base.hex(), to.hex())
            .accepting(0, 128);
    if (!writesPointerFile(differences, reader)) {
      readTree = readTree.withSettings(WITHOUT_ANNEX_FILTER);
    }
    CommandResult result = repository.run(readTree);
    if (result.exitCode() != 0) {
      refresh();
      result = repository.run(readTree);
    }
    if (result.exitCode() != 0) {
      throw new FailureException(
          FailureKind.DATASET,
          repository.root().toString(),
          "cannot be brought to commit " + to + ": " + result.errors().strip(),
          NextStep.of("see what differs with: git -C {} status", repository.root()));
    }
    force(differences);
  }

  private void force(List<TreeDifference> differences) throws IOException {
    Set<Path> folders = new LinkedHashSet<>();
    for (TreeDifference difference : differences) {
      // We write no file that Java cannot name.
      Optional<Path> named = difference.path().in(repository.root());
      if (named.isEmpty()) {
        continue;
      }
      Path file = named.get();
      if (difference.after().map(TreeEntry::mode).filter(EntryMode::isRegularFile).isPresent()
          && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        Disk.force(file);
      }
      for (Path folder = file.getParent();
          folder.startsWith(repository.root());
          folder = folder.getParent()) {
        folders.add(folder);
      }
    }
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        Disk.force(folder);
      }
    }
  }

  // read-tree takes a file whose time stamp moved for a changed one until git has looked at it.
  // Looking first each time would send every file written this second through the annex's filter.
  private void refresh() throws IOException {
    repository.run(
        repository
            .git("update-index")
            .options("-q", "--refresh", "--ignore-submodules")
            .accepting(0, 1));
  }

  private static boolean writesPointerFile(List<TreeDifference> differences, ObjectReader reader)
      throws IOException {
    for (TreeDifference difference : differences) {
      Optional<TreeEntry> entry = difference.after();
      if (entry.isPresent() && entry.get().mode().isRegularFile()) {
        byte[] content = reader.blob(entry.get().id()).orElse(POINTER_START);
        if (startsWith(content, POINTER_START)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean startsWith(byte[] content, byte[] start) {
    return content.length >= start.length
        && Arrays.equals(content, 0, start.length, start, 0, start.length);
  }
}
