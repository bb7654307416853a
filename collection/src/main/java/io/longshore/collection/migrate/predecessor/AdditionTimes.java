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
 * The times at which the present contents of files below {@code images/} were added to a
 * repository, under whatever name. The time is the author time of the commit, which rebasing keeps.
 * An annexed file counts as the same content if its key and the depth of its folder are the same.
 * In a shallow clone files may be older than these times.
 */
final class AdditionTimes {
  private static final int NEW_ID = 3;

  private final Map<ObjectId, Instant> first = new HashMap<>();

  private AdditionTimes() {}

  /** Reads the history of {@code commit} with one process. */
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
   * @param blob the blob of a file, or of the symbolic link of an annexed file
   */
  Optional<Instant> of(ObjectId blob) {
    return Optional.ofNullable(first.get(blob));
  }
}
