package io.longshore.acceptance.collection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The commits of a branch, oldest first, as {@code git log} tells them. */
public final class History {

  /**
   * @param changes status letter, space, path: {@code A images/bids/bids-aa--0.2.0.sif}
   */
  public record Commit(String subject, Set<String> changes) {}

  private History() {}

  /** The commits after {@code since}; all if it is empty. */
  public static List<Commit> of(Shell repository, String since) {
    String range = since.isEmpty() ? "HEAD" : since + "..HEAD";
    String log =
        repository.run(
            "git",
            "log",
            "--reverse",
            "--no-renames",
            "--name-status",
            "--ignore-submodules=none",
            "--format=subject%x09%s",
            range);
    List<Commit> commits = new ArrayList<>();
    for (String line : log.lines().filter(text -> !text.isEmpty()).toList()) {
      String[] fields = line.split("\t", 2);
      if (fields[0].equals("subject")) {
        commits.add(new Commit(fields[1], new TreeSet<>()));
      } else {
        commits.getLast().changes().add(fields[0] + " " + fields[1]);
      }
    }
    return commits;
  }
}
