package io.longshore.dataset.git;

import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandResult;
import io.longshore.dataset.process.CommandRunner;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The folders of a repository, which do not change while it is open.
 *
 * @param root the root of the work tree
 * @param gitFolder the git folder of this work tree
 * @param commonFolder the folder with refs and objects
 * @param emptyTree the id of the empty tree in the repository's object format
 */
record RepositoryPlaces(Path root, Path gitFolder, Path commonFolder, ObjectId emptyTree) {
  private static final int ANSWERS = 4;

  /**
   * Finds the repository that {@code folder} is in.
   *
   * @throws FailureException of kind DATASET if the repository is bare, or a path has a line break;
   *     of kind PERMISSION if git does not trust its owner; of kind NOT_A_DATASET if there is no
   *     repository
   */
  static RepositoryPlaces around(Path folder, CommandRunner runner) throws IOException {
    CommandResult found =
        runner.run(
            Command.of(folder, "git", "rev-parse")
                .options(
                    "--path-format=absolute",
                    "--show-object-format",
                    "--git-dir",
                    "--git-common-dir",
                    "--show-toplevel")
                .accepting(0, 128));
    if (found.exitCode() != 0) {
      throw notARepository(folder, found.errors());
    }
    List<String> lines = found.text().lines().toList();
    if (lines.size() != ANSWERS) {
      throw new FailureException(
          FailureKind.DATASET,
          folder.toString(),
          "has a line break in its path, which git and git-annex cannot be told",
          "give the folder another name");
    }
    ObjectId emptyTree =
        new ObjectId(
            lines.get(0).equals("sha1")
                ? "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
                : "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321");
    return new RepositoryPlaces(
        Path.of(lines.get(3)), Path.of(lines.get(1)), Path.of(lines.get(2)), emptyTree);
  }

  private static FailureException notARepository(Path folder, String errors) {
    if (errors.contains("dubious ownership")) {
      return new FailureException(
          FailureKind.PERMISSION,
          folder.toString(),
          "belongs to another user, and git refuses to work in it",
          NextStep.of(
              "if you trust it: git config --global --add safe.directory {}",
              folder.toAbsolutePath().normalize()));
    }
    if (errors.contains("must be run in a work tree")) {
      return new FailureException(
          FailureKind.DATASET,
          folder.toString(),
          "is a repository without files (bare)",
          NextStep.of("clone it and work in the clone: datalad clone {}", folder));
    }
    return new FailureException(
        FailureKind.NOT_A_DATASET,
        folder.toString(),
        "is not in a git repository",
        "go to your dataset or name it: -C DIR (to make a new one: longshore init DIR)");
  }
}
