package io.longshore.dataset.annex;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.CommandResult;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Special remotes that somebody else set up. From release 10.20261026 on git-annex lets nothing be
 * pushed from a clone that has one enabled which nobody has verified, that is, has looked at there;
 * one that was enabled by hand is not used either. What earlier releases have enabled counts as
 * verified. See {@code docs/decisions/0024-clones-of-tomorrow.md}.
 */
public final class RemoteVerification {
  private RemoteVerification() {}

  /** Local names of the remotes that nobody has verified. */
  public static List<String> missing(GitRepository git) throws IOException {
    return RemoteSettings.read(git).notVerified();
  }

  /**
   * Verifies a remote if what git-annex shows of it is what it has to be, and leaves it as it is
   * otherwise, or where git-annex is of an earlier release.
   *
   * @param expected told the parameters that git-annex would use, such as {@code type=external}
   */
  static void verify(GitRepository git, UUID remote, Predicate<List<String>> expected)
      throws IOException {
    CommandResult shown =
        git.run(git.git("annex", "verifyremote").operands(remote.toString()).accepting(0, 1));
    Optional<Question> question = Question.parse(shown.lines());
    if (question.isEmpty() || !expected.test(question.get().parameters())) {
      return;
    }
    git.run(
        git.git("annex", "verifyremote")
            .option("--safe", question.get().id())
            .operands(remote.toString())
            .accepting(0, 1));
    // Where it was enabled by its identity, git would list that as a remote of its own.
    git.run(
        git.git("config")
            .options("--local", "--unset-all")
            .operands("remote." + remote + ".annex-verified")
            .accepting(0, 5));
  }

  /**
   * What git-annex asks.
   *
   * @param id stands for these parameters: they are verified, not what is recorded a moment later
   */
  record Question(List<String> parameters, String id) {
    private static final String INDENTATION = "\t";
    private static final Pattern ANSWER =
        Pattern.compile("If so, run: .* verifyremote .* --safe ([0-9]{1,9})");

    /** Empty if there is no question, or more than one could have written it. */
    static Optional<Question> parse(List<String> lines) {
      List<String> shown = lines.stream().filter(line -> line.startsWith(INDENTATION)).toList();
      List<String> ids =
          lines.stream()
              .map(ANSWER::matcher)
              .filter(answer -> answer.matches())
              .map(answer -> answer.group(1))
              .toList();
      return shown.size() == 1 && ids.size() == 1
          ? Optional.of(new Question(List.of(shown.getFirst().strip().split(" ")), ids.getFirst()))
          : Optional.empty();
    }
  }
}
