package io.longshore.collection.migrate.predecessor;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.process.Command;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When the files below {@code images/} came into a repository as they are now, under whatever name:
 * the author's time of the commit, which rebasing keeps. An annexed file is the same as long as its
 * key and the depth of its folder are. In a shallow clone files may be older than it seems.
 */
final class AdditionTimes {
  private static final int NEW_ID = 3;

  private final Map<ObjectId, Instant> first = new HashMap<>();

  private AdditionTimes() {}

  /** Reads the history of {@code commit}; costs one process. */
  static AdditionTimes in(GitRepository git, ObjectId commit) throws IOException {
    Command log =
        git.git("log")
            .options("--full-history", "--diff-merges=first-parent", "--raw", "--no-renames")
            .options("--no-abbrev", "--no-ext-diff", "--no-show-signature", "--format=%at")
            .revisions(commit.hex())
            .operands("images");
    AdditionTimes times = new AdditionTimes();
    Instant time = Instant.EPOCH;
    for (String line : git.run(log).lines()) {
      if (line.startsWith(":")) {
        times.first.merge(
            new ObjectId(line.split(" ")[NEW_ID]), time, (a, b) -> a.isBefore(b) ? a : b);
      } else if (!line.isEmpty()) {
        time = Instant.ofEpochSecond(Long.parseLong(line));
      }
    }
    return times;
  }

  /**
   * @param blob a file, or the symbolic link of an annexed one
   */
  Optional<Instant> of(ObjectId blob) {
    return Optional.ofNullable(first.get(blob));
  }
}
