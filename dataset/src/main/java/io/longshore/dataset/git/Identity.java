package io.longshore.dataset.git;

import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandResult;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.ground.file.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Checks the name and address for commits, and whether git can sign them if the user wants that.
 * Checked before the work begins, and not after an hour of building.
 */
public final class Identity {
  private static final String SETTINGS =
      "^(user[.](name|email|signingkey)|commit[.]gpgsign|gpg[.](.*[.])?(format|program|defaultkeycommand))$";

  private Identity() {}

  /**
   * @throws FailureException of kind DATASET if git has no name or address, with the commands that
   *     set them
   */
  public static void require(GitRepository repository) throws IOException {
    for (Command ask :
        List.of(
            repository.git("var", "GIT_AUTHOR_IDENT"),
            repository.git("var", "GIT_COMMITTER_IDENT"))) {
      if (repository.run(ask.accepting(0, 1, 128)).exitCode() != 0) {
        throw unknown(repository.root());
      }
    }
  }

  /**
   * The committer and the present time in the form that git writes into a commit.
   *
   * @throws FailureException of kind TOOL if git does not know the committer
   */
  public static String committer(GitRepository repository) throws IOException {
    return repository.run(repository.git("var", "GIT_COMMITTER_IDENT")).text();
  }

  /**
   * Copies the identity that is configured for the repository {@code from} alone to its subdataset
   * {@code to}. Existing settings of {@code to} stay.
   *
   * @return {@code to} as it is configured now
   */
  public static GitRepository inherit(GitRepository from, GitRepository to) throws IOException {
    Map<String, String> missing = from.configurations(SETTINGS);
    missing.keySet().removeAll(to.configurations(SETTINGS).keySet());
    for (Map.Entry<String, String> setting : missing.entrySet()) {
      to.configure(setting.getKey(), setting.getValue());
    }
    return missing.isEmpty() ? to : GitRepository.at(to.root(), to.runner());
  }

  /**
   * Makes a signature as a test, if the user wants commits signed, and discards it.
   *
   * @throws FailureException of kind DATASET if signing fails, with the error of the signing
   *     program
   */
  public static void requireSignature(GitRepository repository) throws IOException {
    if (!repository.signsCommits()) {
      return;
    }
    Path scratch = Files.createTempDirectory(repository.workFolder(), "blob");
    try {
      Command sign =
          repository
              .git("commit-tree")
              .options("-S", "-m", "a signature")
              .operands(repository.emptyTree().hex())
              .withEnvironment("GIT_OBJECT_DIRECTORY", scratch.toString())
              .accepting(0, 1, 128, 255);
      CommandResult signed = repository.run(sign);
      if (signed.exitCode() != 0) {
        throw unsigned(repository.root(), signed.errors());
      }
    } finally {
      Folders.delete(scratch);
    }
  }

  private static FailureException unsigned(Path folder, String errors) {
    String said =
        String.join(" | ", errors.lines().map(String::strip).filter(l -> !l.isEmpty()).toList());
    return new FailureException(
        FailureKind.DATASET,
        folder.toString(),
        "has commit.gpgSign set, and commits cannot be signed: " + said,
        NextStep.of(
            "see it with: git -C {} commit --allow-empty -S -m test   or have commits there"
                + " unsigned: git -C {} config commit.gpgSign false",
            folder,
            folder));
  }

  /** The failure for a missing name or address. */
  public static FailureException unknown(Path folder) {
    return new FailureException(
        FailureKind.DATASET,
        folder.toString(),
        "cannot be committed to: git does not know who you are",
        "git config --global user.name 'Your Name' &&"
            + " git config --global user.email you@example.org");
  }
}
