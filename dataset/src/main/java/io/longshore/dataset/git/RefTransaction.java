package io.longshore.dataset.git;

import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.process.BatchProcess;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.GitSetting;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A prepared move of a branch: git holds the locks, the hooks have agreed, and only {@link #commit}
 * is left. Until then a ref of Longshore's holds the new commit, so that no garbage collection
 * removes it.
 *
 * @see <a href="https://git-scm.com/docs/git-update-ref">git-update-ref(1), --stdin</a>
 */
final class RefTransaction implements AutoCloseable {
  /** The ref that holds commits which no branch has yet. */
  static final String HOLDER = "refs/longshore/publishing";

  private static final List<GitSetting> PATIENCE =
      List.of(
          new GitSetting("core.filesRefLockTimeout", "" + LockWait.PATIENCE_MILLISECONDS),
          new GitSetting("core.packedRefsTimeout", "" + LockWait.PATIENCE_MILLISECONDS));

  private final GitRepository repository;
  private final String ref;
  private final BatchProcess git;
  private boolean committed;

  private RefTransaction(GitRepository repository, String ref, BatchProcess git) {
    this.repository = repository;
    this.ref = ref;
    this.git = git;
  }

  /**
   * @param from empty if the branch must not exist yet
   * @param reason the text for the reflog
   * @throws FailureException of kind DATASET if the branch is at another commit, a lock stays, or a
   *     hook refuses; nothing has moved then
   */
  static RefTransaction prepare(
      GitRepository repository, String ref, Optional<ObjectId> from, ObjectId to, String reason)
      throws IOException {
    BatchProcess git =
        repository.start(
            repository
                .git("update-ref")
                .option("-m", reason)
                .options("--stdin")
                .withSettings(PATIENCE));
    boolean prepared = false;
    try {
      answered(git, "start");
      git.send("update " + HOLDER + " " + to);
      answered(git, "commit");
      requireWhole(repository, from, to);
      answered(git, "start");
      git.send("update " + ref + " " + to + " " + from.orElseGet(to::absent));
      git.send("delete " + HOLDER + " " + to);
      answered(git, "prepare");
      prepared = true;
      return new RefTransaction(repository, ref, git);
    } catch (FailureException e) {
      throw refused(repository, ref, from, e, git.errors());
    } finally {
      if (!prepared) {
        abort(git);
        release(repository);
      }
    }
  }

  // At the end of its input git drops the prepared move and releases its locks.
  private static void abort(BatchProcess git) {
    try {
      git.close();
    } catch (IOException e) {
      git.kill();
    }
  }

  private static void answered(BatchProcess git, String request) throws IOException {
    String answer = git.ask(request);
    if (!answer.equals(request + ": ok")) {
      throw new IOException("git update-ref answered '" + answer + "' to " + request);
    }
  }

  // Checks that no garbage collection removed objects before the ref held the commit.
  private static void requireWhole(GitRepository repository, Optional<ObjectId> from, ObjectId to)
      throws IOException {
    Command list = repository.git("rev-list").options("--objects", "--quiet").revisions(to.hex());
    if (from.isPresent()) {
      list = list.revisions("^" + from.get());
    }
    if (repository.run(list.accepting(0, 128)).exitCode() != 0) {
      throw new FailureException(
          FailureKind.DATASET,
          repository.root().toString(),
          "lost objects of a commit that was being made (a git gc --prune=now may have run)",
          "run the same command again");
    }
  }

  private static FailureException refused(
      GitRepository repository,
      String ref,
      Optional<ObjectId> from,
      FailureException cause,
      String errors)
      throws IOException {
    String said = String.join(" | ", errors.lines().map(String::strip).toList());
    if (cause.kind() != FailureKind.TOOL || said.isEmpty()) {
      return cause;
    }
    if (!repository.resolve(ref).equals(from)) {
      return new FailureException(
          FailureKind.DATASET,
          repository.root().toString(),
          "had " + ref + " moved by someone else meanwhile",
          "run the same command again",
          cause);
    }
    return new FailureException(
        FailureKind.DATASET,
        repository.root().toString(),
        "does not let " + ref + " be moved: " + said,
        "repair what git names there (a lock file that a dead git left, a hook that refuses, a folder"
            + " that cannot be written), then run the same command again",
        cause);
  }

  /** Deletes the ref that holds a commit, if it exists. */
  static void release(GitRepository repository) throws IOException {
    if (repository.resolve(HOLDER).isPresent()) {
      repository.run(repository.git("update-ref").options("-d").operands(HOLDER));
    }
  }

  /** Moves the branch and forces the move to disk. */
  void commit() throws IOException {
    answered(git, "commit");
    committed = true;
    git.close();
    repository.forceName(ref);
  }

  /** Drops the move, unless {@link #commit} was called. */
  @Override
  public void close() throws IOException {
    if (!committed) {
      abort(git);
      release(repository);
    }
  }
}
