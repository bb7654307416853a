package io.longshore.dataset.annex;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandResult;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The record of DataLad's special remote in git-annex's branch, for all clones of a dataset. It is
 * a stranger's text.
 *
 * @see <a href="https://git-annex.branchable.com/internals/">git-annex, internals: remote.log</a>
 */
record RecordedRemote(String name) {
  // git-annex uses the name for a git remote, and could take other names for options.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

  /**
   * @throws FailureException of kind DATASET if the name is not a plain word, or the record has
   *     another program
   */
  static Optional<RecordedRemote> find(GitRepository git) throws IOException {
    Command show = git.git("cat-file", "blob").operands("refs/heads/git-annex:remote.log");
    CommandResult log = git.run(show.accepting(0, 128));
    return log.exitCode() == 0 ? read(log.lines(), git.root()) : Optional.empty();
  }

  /**
   * As {@link #find}.
   *
   * @param log the lines of {@code remote.log}
   * @param root of the repository, to be named in messages
   */
  static Optional<RecordedRemote> read(List<String> log, Path root) throws FailureException {
    Optional<RecordedRemote> found = Optional.empty();
    // If there are several lines, git-annex uses the line with the latest time.
    for (String line : log) {
      if (line.startsWith(KnownRemotes.DATALAD + " ")) {
        found = Optional.of(parse(List.of(line.split(" ")), root));
      }
    }
    return found;
  }

  private static RecordedRemote parse(List<String> words, Path root) throws FailureException {
    String name =
        words.stream()
            .filter(word -> word.startsWith("name="))
            .map(word -> word.substring("name=".length()))
            .findFirst()
            .orElse(DataladRemote.NAME);
    if (!NAME.matcher(name).matches()) {
      throw refused(root, "has the name '" + name + "', which begins or reads like an option");
    }
    if (!words.contains(DataladRemote.TYPE) || !words.contains(DataladRemote.EXTERNAL_TYPE)) {
      throw refused(root, "is recorded to run another program than " + DataladRemote.PROGRAM);
    }
    return new RecordedRemote(name);
  }

  private static FailureException refused(Path root, String problem) {
    return new FailureException(
        FailureKind.DATASET,
        root.toString(),
        "DataLad's special remote " + problem + "; whoever changes the dataset could have done so",
        NextStep.of("see what is recorded: git -C {} show git-annex:remote.log", root));
  }
}
