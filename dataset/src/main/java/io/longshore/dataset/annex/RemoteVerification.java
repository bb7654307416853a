package io.longshore.dataset.annex;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.Command;
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
    if (shown.exitCode() != 0) {
      return;
    }
    if (Question.isIn(shown.lines())) {
      Optional<Question> question = Question.parse(shown.lines());
      if (question.isEmpty()
          || !expected.test(question.get().parameters())
          || !answer(git, remote, question.get().id())) {
        return;
      }
    }
    // It is verified. What was written under its identity git would list as a remote of its own.
    git.run(
        git.git("config")
            .options("--local", "--unset-all")
            .operands("remote." + remote + ".annex-verified")
            .accepting(0, 5));
  }

  private static boolean answer(GitRepository git, UUID remote, String id) throws IOException {
    Command safe =
        git.git("annex", "verifyremote").option("--safe", id).operands(remote.toString());
    return git.run(safe.accepting(0, 1)).exitCode() == 0;
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

    /** There is none about a remote that has been verified with these parameters before. */
    static boolean isIn(List<String> lines) {
      return lines.stream().anyMatch(line -> line.contains("--safe"));
    }

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
