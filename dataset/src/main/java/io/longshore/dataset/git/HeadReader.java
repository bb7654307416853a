package io.longshore.dataset.git;

import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandResult;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.util.Optional;

/** Reads HEAD of a repository, and tells branches apart from those that git-annex adjusted. */
final class HeadReader {
  private static final String ADJUSTED = "refs/heads/adjusted/";

  private final GitRepository git;

  HeadReader(GitRepository git) {
    this.git = git;
  }

  /**
   * The branch and commit at HEAD.
   *
   * @throws FailureException of kind DATASET if HEAD is detached, or at a branch adjusted by
   *     git-annex, where commits do not reach the original branch
   */
  Head read() throws IOException {
    // One process in the usual case, because this runs for every image.
    Command branches =
        git.git("for-each-ref")
            .options("--format=%(HEAD) %(refname) %(objectname)")
            .operands("refs/heads");
    for (String line : git.run(branches).lines()) {
      String[] words = line.substring(1).strip().split(" ");
      if (line.startsWith("*") && !words[0].startsWith(ADJUSTED)) {
        return new Head(words[0], Optional.of(new ObjectId(words[1])));
      }
    }
    return unusualHead();
  }

  private Head unusualHead() throws IOException {
    CommandResult name =
        git.run(git.git("symbolic-ref").options("-q").operands("HEAD").accepting(0, 1));
    if (name.exitCode() != 0) {
      throw new FailureException(
          FailureKind.DATASET,
          git.root().toString(),
          "is on no branch (detached HEAD), so there is nothing to commit to",
          NextStep.of("go to its branch, for example: git -C {} switch master", git.root()));
    }
    String branch = name.text();
    if (branch.startsWith(ADJUSTED)) {
      throw adjusted(branch.substring("refs/heads/".length()));
    }
    return new Head(branch, git.resolve(branch));
  }

  /** The original branch, if the checked-out branch is one that git-annex adjusted. */
  Optional<String> adjustedFrom() throws IOException {
    CommandResult name =
        git.run(git.git("symbolic-ref").options("-q").operands("HEAD").accepting(0, 1));
    return Optional.of(name.text())
        .filter(branch -> branch.startsWith(ADJUSTED))
        .map(branch -> "refs/heads/" + original(branch.substring("refs/heads/".length())));
  }

  private static String original(String adjusted) {
    return adjusted.substring("adjusted/".length()).replaceFirst("\\([^)]*\\)$", "");
  }

  private FailureException adjusted(String branch) {
    String original = original(branch);
    return new FailureException(
        FailureKind.DATASET,
        git.root().toString(),
        "is on the adjusted branch " + branch + ", where commits do not reach " + original,
        NextStep.of(
            "git -C {} annex sync --no-push --no-pull && git -C {} checkout {}",
            git.root(),
            git.root(),
            original));
  }
}
