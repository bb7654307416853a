package io.longshore.dataset.git;

import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.process.Command;
import io.longshore.ground.NextStep;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A tracked file whose changes git does not see, since its entry in the index is marked.
 *
 * @param assumedUnchanged whether somebody promised with {@code --assume-unchanged}, or with the
 *     setting {@code core.ignoreStat}, that the file stays as committed
 * @param skipped whether somebody said with {@code --skip-worktree}, or by a sparse checkout, that
 *     git is not to look at the file
 */
record OverlookedFile(RepositoryPath path, boolean assumedUnchanged, boolean skipped) {
  /**
   * Reads a field of {@code git ls-files -v -z}.
   *
   * @return empty if git looks at the file
   */
  static Optional<OverlookedFile> find(String field) {
    char letter = field.charAt(0);
    boolean assumed = Character.isLowerCase(letter);
    boolean skipped = Character.toUpperCase(letter) == 'S';
    return assumed || skipped
        ? RepositoryPath.find(field.substring(2))
            .map(path -> new OverlookedFile(path, assumed, skipped))
        : Optional.empty();
  }

  /** Whether a sparse checkout leaves the file out, so that nothing is to be at its place. */
  boolean isLeftOut(GitRepository repository) {
    return skipped
        && !Files.exists(path.in(repository.root()), LinkOption.NOFOLLOW_LINKS)
        && Files.exists(repository.gitFolder().resolve("info/sparse-checkout"));
  }

  /**
   * The commands that end the marks.
   *
   * @param update {@code git update-index}, which ends one mark at a time
   */
  List<Command> unmarking(Command update) {
    List<Command> commands = new ArrayList<>();
    if (assumedUnchanged) {
      commands.add(update.options("--no-assume-unchanged").operands(path.value()));
    }
    if (skipped) {
      commands.add(update.options("--no-skip-worktree").operands(path.value()));
    }
    return commands;
  }

  /** The commands that show the changes of this file again. */
  NextStep shown(Path root) {
    NextStep looked = NextStep.of("git -C {} diff -- {}", root, path);
    if (skipped) {
      looked =
          NextStep.of("git -C {} update-index --no-skip-worktree {} && ", root, path).then(looked);
    }
    return assumedUnchanged
        ? NextStep.of("git -C {} update-index --no-assume-unchanged {} && ", root, path)
            .then(looked)
        : looked;
  }
}
