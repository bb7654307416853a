package io.longshore.migrate.journal;

import io.longshore.dataset.process.Boot;
import io.longshore.dataset.process.ProcessIdentity;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A run that did not end in good order, as its {@link ChildRecord} tells.
 *
 * @param locks lock files that were there before it began
 * @param children those it had when it died and that still run
 * @param hadChildren whether it had any when it died: those may have left lock files
 */
public record DeadRun(Set<Path> locks, List<Child> children, boolean hadChildren) {
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final String LOCKED = "locked ";
  private static final Duration PATIENCE_WITH_DYING = Duration.ofSeconds(10);

  /**
   * A program left behind.
   *
   * @param command program and subcommand
   */
  public record Child(ProcessIdentity identity, String command) {}

  /** Empty if the last run ended well. */
  public static Optional<DeadRun> find(Path childRecord) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(childRecord);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    Set<Path> locks = new HashSet<>();
    boolean here = false;
    Map<Long, Child> children = new LinkedHashMap<>();
    for (String line : lines) {
      String[] words = line.split(" ", 4);
      // The last line may be cut off.
      if (words[0].equals("run") && words.length == 2) {
        here = words[1].equals(Boot.current());
      } else if (line.startsWith(LOCKED)) {
        locks.add(Path.of(line.substring(LOCKED.length())));
      } else if (words[0].equals("+") && words.length == 4) {
        long pid = Long.parseLong(words[1]);
        children.put(pid, new Child(new ProcessIdentity(pid, words[2]), words[3]));
      } else if (words[0].equals("-") && words.length == 2) {
        children.remove(Long.parseLong(words[1]));
      }
    }
    List<Child> running =
        here
            ? children.values().stream()
                .filter(child -> child.identity().running().isPresent())
                .toList()
            : List.of();
    return Optional.of(new DeadRun(locks, running, !children.isEmpty()));
  }

  /**
   * Waits until no child runs any more; those that do not end by themselves are ended, with what
   * they started.
   *
   * @return the commands that had to be ended
   */
  public List<String> awaitChildren(Duration patience) throws IOException {
    List<ProcessIdentity> all = children.stream().map(Child::identity).toList();
    if (await(all, patience)) {
      return List.of();
    }
    List<Child> late =
        children.stream().filter(child -> child.identity().running().isPresent()).toList();
    for (Child child : late) {
      child.identity().running().ifPresent(DeadRun::end);
    }
    await(all, PATIENCE_WITH_DYING);
    return late.stream().map(Child::command).toList();
  }

  private static void end(ProcessHandle process) {
    try (Stream<ProcessHandle> below = process.descendants()) {
      below.toList().forEach(ProcessHandle::destroyForcibly);
    }
    process.destroyForcibly();
  }

  // By looking again and again: nobody tells of the end of a process that is not our child.
  private static boolean await(List<ProcessIdentity> processes, Duration limit) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    while (processes.stream().anyMatch(process -> process.running().isPresent())) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("waiting for what an interrupted run left");
      }
    }
    return true;
  }
}
