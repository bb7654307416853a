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
 * Verifies special remotes that somebody else set up. From release 10.20261026 on, git-annex
 * refuses to push from a clone that has an unverified special remote enabled, and does not use an
 * unverified remote that was enabled by hand. A remote is verified when a user of the clone has
 * confirmed its parameters. Remotes enabled by earlier releases count as verified. See {@code
 * docs/decisions/0024-clones-of-tomorrow.md}.
 */
public final class RemoteVerification {
  private RemoteVerification() {}

  /** The local names of the unverified remotes. */
  public static List<String> missing(GitRepository git) throws IOException {
    return RemoteSettings.read(git).notVerified();
  }

  /**
   * Verifies a remote if the parameters that git-annex shows are the expected ones. Otherwise, or
   * with an earlier release of git-annex, nothing changes.
   *
   * @param expected accepts the parameters that git-annex would use, such as {@code type=external}
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
    // The remote is verified. git would list the setting under the UUID as a remote of its own.
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
   * The question that git-annex asks.
   *
   * @param id identifies these parameters, so that no parameters recorded a moment later are
   *     verified
   */
  record Question(List<String> parameters, String id) {
    private static final String INDENTATION = "\t";
    private static final Pattern ANSWER =
        Pattern.compile("If so, run: .* verifyremote .* --safe ([0-9]{1,9})");

    /**
     * Whether git-annex asks at all. It does not if the remote is verified with these parameters
     * already.
     */
    static boolean isIn(List<String> lines) {
      return lines.stream().anyMatch(line -> line.contains("--safe"));
    }

    /** Reads the question; empty if there is none, or if it is ambiguous. */
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
