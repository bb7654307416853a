package io.longshore.dataset.git;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks in advance whether Longshore can move a branch of a repository: no merge or similar
 * operation is in progress, no lock stays for long, and this user may write there.
 */
public final class Readiness {
  private static final List<Operation> OPERATIONS =
      List.of(
          new Operation("rebase-merge", "a rebase"),
          new Operation("rebase-apply", "a rebase or git am"),
          new Operation("MERGE_HEAD", "a merge"),
          new Operation("CHERRY_PICK_HEAD", "a cherry-pick"),
          new Operation("REVERT_HEAD", "a revert"),
          new Operation("sequencer", "a cherry-pick"),
          new Operation("BISECT_LOG", "a bisection"));

  /**
   * An operation that takes several git commands.
   *
   * @param file a file in the git folder that exists while the operation is in progress
   */
  private record Operation(String file, String name) {}

  private Readiness() {}

  /**
   * @throws FailureException of kind DATASET if the branch cannot be moved, with the command that
   *     helps; as {@link GitRepository#head} if HEAD is at no branch that accepts commits
   */
  public static void require(GitRepository repository) throws IOException {
    for (Operation operation : OPERATIONS) {
      if (Files.exists(repository.gitFolder().resolve(operation.file()))) {
        throw underWay(repository, operation);
      }
    }
    Head head = repository.head();
    requireNoConflict(repository);
    requireWritable(repository, head);
    for (Path lock : locks(repository, head)) {
      awaitRelease(lock, repository);
    }
  }

  private static FailureException underWay(GitRepository repository, Operation operation) {
    return new FailureException(
        FailureKind.DATASET,
        repository.root().toString(),
        "is in the middle of " + operation.name(),
        NextStep.of("end it or give it up; to see how: git -C {} status", repository.root()));
  }

  private static void requireNoConflict(GitRepository repository) throws IOException {
    List<String> unmerged =
        repository.run(repository.git("ls-files").options("--unmerged", "-z")).fields();
    if (!unmerged.isEmpty()) {
      String first = unmerged.getFirst();
      throw new FailureException(
          FailureKind.DATASET,
          repository.root().toString(),
          "has conflicts that are not resolved: " + first.substring(first.indexOf('\t') + 1),
          NextStep.of("resolve and commit them; see: git -C {} status", repository.root()));
    }
  }

  private static void requireWritable(GitRepository repository, Head head) throws IOException {
    Path common = repository.commonFolder();
    Path refs = common.resolve(head.branch()).getParent();
    while (!Files.exists(refs)) {
      refs = refs.getParent();
    }
    for (Path folder :
        List.of(repository.root(), repository.gitFolder(), common.resolve("objects"), refs)) {
      if (!Files.isWritable(folder)) {
        throw new FailureException(
            FailureKind.PERMISSION,
            folder.toString(),
            "may not be written by you",
            NextStep.of(
                "have its owner give you the right to (see: ls -ld {}), or work in a clone",
                folder));
      }
    }
  }

  /** The lock files that moving the branch needs. */
  private static List<Path> locks(GitRepository repository, Head head) {
    List<Path> locks = new ArrayList<>();
    for (String name : List.of("index.lock", "HEAD.lock")) {
      locks.add(repository.gitFolder().resolve(name));
    }
    for (String name : List.of(head.branch() + ".lock", "packed-refs.lock", "config.lock")) {
      locks.add(repository.commonFolder().resolve(name));
    }
    return locks;
  }

  private static void awaitRelease(Path lock, GitRepository repository) throws IOException {
    LockWait wait = LockWait.begin();
    while (Files.exists(lock)) {
      if (IndexLock.isOfDeadRun(lock)) {
        throw new FailureException(
            FailureKind.DATASET,
            repository.root().toString(),
            "is as an interrupted run of Longshore left it",
            NextStep.of("longshore resume -C {}", repository.root()));
      }
      wait.pauseFor(lock, repository);
    }
  }
}
