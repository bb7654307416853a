package io.longshore.dataset.git;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.longshore.dataset.git.object.EntryMode;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TreeDifference;
import io.longshore.dataset.git.object.TreeEntry;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandResult;
import io.longshore.dataset.process.GitSetting;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.ground.file.Disk;
import io.longshore.ground.file.Folders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The index and the files of a commit, written aside to {@code longshore/checkout} in the git
 * folder. So failures happen before the branch moves, and each file gets to its place whole, by a
 * rename.
 */
final class StagedCheckout {
  // The beginning of a pointer file, which is the blob of an unlocked annexed file.
  private static final byte[] POINTER_START = "/annex/".getBytes(StandardCharsets.UTF_8);

  // Starting git-annex as a filter costs at least 45 ms and is not needed if no pointer file is
  // written. Without a "process" setting, git would run "clean" for every file that it is not sure
  // of.
  static final List<GitSetting> WITHOUT_ANNEX_FILTER =
      List.of(
          new GitSetting("filter.annex.process", ""),
          new GitSetting("filter.annex.smudge", ""),
          new GitSetting("filter.annex.clean", ""));

  private final GitRepository repository;
  private final ObjectId from;
  private final ObjectId to;
  private final List<TreeDifference> differences;
  private final Path folder;
  private List<GitSetting> filters = WITHOUT_ANNEX_FILTER;

  /**
   * @param differences between the two commits
   */
  StagedCheckout(
      GitRepository repository, ObjectId from, ObjectId to, List<TreeDifference> differences)
      throws IOException {
    this.repository = repository;
    this.from = from;
    this.to = to;
    this.differences = differences;
    this.folder = repository.workFolder().resolve("checkout");
  }

  /**
   * Writes the index and the files aside.
   *
   * @throws FailureException of kind DATASET if the index has uncommitted changes at these paths,
   *     or conflicts anywhere
   */
  void make() throws IOException {
    discard();
    repository.sharedMode().makeFolders(files());
    copyIndex(index());
    readTrees(index(), from, to);
    List<TreeEntry> wanted = written(unmarked(index()));
    writeFiles(wanted);
    List<TreeEntry> pointers = pointerFiles(wanted);
    if (!pointers.isEmpty()) {
      filters = List.of();
      filterFiles(pointers);
    }
    for (TreeEntry entry : wanted) {
      if (entry.mode().isRegularFile()) {
        Disk.force(path(entry).in(files()));
      }
    }
  }

  private List<TreeEntry> pointerFiles(List<TreeEntry> written) throws IOException {
    List<TreeEntry> pointers = new ArrayList<>();
    for (TreeEntry entry : written) {
      if (entry.mode().isRegularFile()) {
        try (InputStream in = Files.newInputStream(path(entry).in(files()))) {
          if (Arrays.equals(POINTER_START, in.readNBytes(POINTER_START.length))) {
            pointers.add(entry);
          }
        }
      }
    }
    return pointers;
  }

  private Path index() {
    return folder.resolve("index");
  }

  private Path files() {
    return folder.resolve("files");
  }

  private void copyIndex(Path target) throws IOException {
    Path present = repository.gitFolder().resolve("index");
    if (Files.exists(present)) {
      Files.copy(present, target);
    }
  }

  private Command git(Path index, @CompileTimeConstant String word) {
    return repository
        .git(word)
        .withSettings(filters)
        .withEnvironment("GIT_INDEX_FILE", index.toString());
  }

  private void readTrees(Path index, ObjectId old, ObjectId now) throws IOException {
    Command readTree =
        git(index, "read-tree")
            .options("--no-recurse-submodules", "-i", "-m")
            .operands(old.hex(), now.hex());
    CommandResult result = repository.run(readTree.accepting(0, 128));
    if (result.exitCode() != 0) {
      throw new FailureException(
          FailureKind.DATASET,
          repository.root().toString(),
          "has changes in its index that are not committed: " + result.errors().strip(),
          NextStep.of(
              "see them with: git -C {} status   and commit or reset them", repository.root()));
    }
  }

  // Writes the files as a separate work tree, so that git applies the attributes of the new commit
  // and not those in the present work tree. Attributes decide the bytes of a file.
  private void writeFiles(List<TreeEntry> wanted) throws IOException {
    if (!wanted.isEmpty()) {
      repository.run(
          git(index(), "checkout-index")
              .options("-z", "--stdin")
              .withEnvironment("GIT_DIR", repository.gitFolder().toString())
              .withEnvironment("GIT_WORK_TREE", files().toString())
              .withInput(names(wanted)));
      // A run that dies leaves these folders, and the next run may belong to another user.
      repository.sharedMode().applyToFoldersIn(files());
    }
  }

  // git-annex records the paths of the files, so it has to find the real work tree.
  private void filterFiles(List<TreeEntry> pointers) throws IOException {
    repository.run(
        git(index(), "checkout-index")
            .options("-z", "--stdin", "--force")
            .option("--prefix", files() + "/")
            .withInput(names(pointers)));
  }

  private static String names(List<TreeEntry> entries) {
    StringBuilder names = new StringBuilder();
    entries.forEach(entry -> names.append(path(entry)).append('\0'));
    return names.toString();
  }

  /**
   * The files and links that differ from the old commit and belong in the work tree.
   *
   * @param leftOut the paths that a sparse checkout leaves out
   */
  private List<TreeEntry> written(Set<RepositoryPath> leftOut) {
    return differences.stream()
        .flatMap(difference -> difference.after().stream())
        .filter(entry -> entry.mode() != EntryMode.GITLINK)
        .filter(entry -> !leftOut.contains(path(entry)))
        .toList();
  }

  // Makes git look at the files again whose changes it overlooks. Nothing is prepared if they
  // differ from their commit. The mark ends with their new version, as it does when git itself
  // merges, so that a later edit is seen.
  private Set<RepositoryPath> unmarked(Path index) throws IOException {
    Set<RepositoryPath> leftOut = new HashSet<>();
    for (OverlookedFile file : overlooked(index)) {
      if (file.isLeftOut(repository)) {
        leftOut.add(file.path());
      } else {
        for (Command unmark : file.unmarking(git(index, "update-index"))) {
          repository.run(unmark);
        }
      }
    }
    return leftOut;
  }

  /** The marked files of an index at the paths that differ. */
  private List<OverlookedFile> overlooked(Path index) throws IOException {
    List<String> paths =
        differences.stream()
            .filter(difference -> !isGitlink(difference))
            .map(difference -> path(difference).value())
            .toList();
    return paths.isEmpty()
        ? List.of()
        : repository
            .run(git(index, "ls-files").options("-v", "-z").operands(paths))
            .fields()
            .stream()
            .flatMap(field -> OverlookedFile.find(field).stream())
            .toList();
  }

  /**
   * Moves the files to their places, then the index.
   *
   * @param places the state of these places when they were looked at
   * @throws FailureException of kind DATASET if somebody has changed a file there; the files moved
   *     before stay new
   */
  void bring(IndexLock lock, WorkTreePlaces places) throws IOException {
    for (TreeDifference difference : differences) {
      if (difference.after().isEmpty()) {
        places.remove(path(difference));
      }
    }
    for (TreeDifference difference : differences) {
      Optional<TreeEntry> entry = difference.after();
      Path file = path(difference).in(files());
      if (entry.isPresent() && entry.get().mode() == EntryMode.GITLINK) {
        places.makeFolder(path(difference));
      } else if (entry.isPresent() && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        places.put(file, path(difference));
      }
    }
    places.force();
    refresh(index());
    Disk.force(index());
    lock.replaceIndex(index());
    Disk.force(repository.gitFolder());
    discard();
  }

  private void refresh(Path index) throws IOException {
    repository.run(
        git(index, "update-index")
            .options("-q", "--refresh", "--ignore-submodules")
            .accepting(0, 1));
  }

  /**
   * The paths at which the work tree equals neither the new nor the old commit. For a run that
   * completes an interrupted one.
   */
  Set<RepositoryPath> neitherOldNorNew() throws IOException {
    filters = List.of();
    Set<String> notNew = differing(index());
    Path oldIndex = folder.resolve("old-index");
    copyIndex(oldIndex);
    readTrees(oldIndex, to, from);
    unmarked(oldIndex);
    Set<String> notOld = differing(oldIndex);
    Set<RepositoryPath> neither = new HashSet<>();
    for (TreeDifference difference : differences) {
      String path = path(difference).value();
      boolean isThere =
          Files.exists(path(difference).in(repository.root()), LinkOption.NOFOLLOW_LINKS);
      boolean isOld = difference.before().isPresent() && !notOld.contains(path);
      boolean isNew = difference.after().isPresent() && !notNew.contains(path);
      if (isThere && !isOld && !isNew) {
        neither.add(path(difference));
      }
    }
    return neither;
  }

  private Set<String> differing(Path index) throws IOException {
    refresh(index);
    Command diff = git(index, "diff-files").options("--name-only", "-z", "--ignore-submodules");
    return new HashSet<>(repository.run(diff).fields());
  }

  /** Whether a change has a subdataset before or after. */
  static boolean isGitlink(TreeDifference difference) {
    return Stream.concat(difference.before().stream(), difference.after().stream())
        .anyMatch(entry -> entry.mode() == EntryMode.GITLINK);
  }

  /**
   * The path of a change in one of Longshore's commits, which is always a {@link RepositoryPath}.
   */
  static RepositoryPath path(TreeDifference difference) {
    return difference.path().ours().orElseThrow();
  }

  private static RepositoryPath path(TreeEntry entry) {
    return entry.path().ours().orElseThrow();
  }

  /** Deletes the folder with the files written aside. */
  void discard() throws IOException {
    Folders.delete(folder);
  }
}
