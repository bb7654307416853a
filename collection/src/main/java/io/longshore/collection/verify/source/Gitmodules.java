package io.longshore.collection.verify.source;

import io.longshore.collection.inventory.CommittedFiles;
import io.longshore.dataset.SubmoduleSettings;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandResult;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.util.Optional;

/** Reads the committed {@code .gitmodules} with git. */
public final class Gitmodules {
  private static final RepositoryPath FILE = new RepositoryPath(".gitmodules");

  private static final int FATAL = 128;

  private Gitmodules() {}

  /**
   * The URL of the submodule at {@code path}, if it has one; a stranger's text.
   *
   * @throws FailureException of kind MALFORMED if git cannot read the file
   */
  public static Optional<String> url(CommittedFiles superdataset, RepositoryPath path)
      throws IOException {
    if (!superdataset.has(FILE)) {
      return Optional.empty();
    }
    GitRepository git = superdataset.git();
    String blob = superdataset.commit() + ":" + FILE;
    Command list =
        git.git("config")
            .option("--blob", blob)
            .options("-z", "--get-regexp")
            .operands("^submodule\\.");
    // Exit code 1 without output means that there is no such setting.
    CommandResult listed = git.run(list.accepting(0, 1, FATAL));
    if (listed.exitCode() != 0 && !listed.errors().isBlank()) {
      throw malformed(listed, git);
    }
    return SubmoduleSettings.listed(listed.fields()).url(path);
  }

  private static FailureException malformed(CommandResult listed, GitRepository git) {
    return new FailureException(
        FailureKind.MALFORMED,
        FILE.value(),
        "cannot be read by git: " + listed.errors().strip().replaceFirst("^(fatal|error): ", ""),
        NextStep.of(
            "repair that line and save it; git reads it with: git -C {} config -f .gitmodules --list",
            git.root()));
  }
}
