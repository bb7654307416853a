package io.longshore.collection.session;

import io.longshore.dataset.process.Boot;
import io.longshore.dataset.process.ProcessIdentity;
import io.longshore.dataset.process.RunMark;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A run that died, as its {@link ChildRecord} shows.
 *
 * @param locks lock files that existed before the run began
 * @param children child processes of the run that still run
 * @param hadChildren whether the run had child processes when it died, which may have left lock
 *     files
 */
public record DeadRun(Set<Path> locks, List<Child> children, boolean hadChildren) {
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final String LOCKED = "locked ";
  private static final Pattern RUN = Pattern.compile("run (\\S+) ([0-9a-f]{32})");
  private static final Pattern STARTED = Pattern.compile("\\+ ([0-9]{1,18}) (\\S+) (.+)");
  private static final Pattern ENDED = Pattern.compile("- ([0-9]{1,18})");
  private static final Duration PATIENCE_WITH_DYING = Duration.ofSeconds(10);

  /**
   * A child process that still runs.
   *
   * @param command program and subcommand
   */
  public record Child(ProcessIdentity identity, String command) {}

  /** Reads the record; empty if the last run ended normally. */
  public static Optional<DeadRun> find(Path childRecord) throws IOException {
    String text;
    try {
      // Invalid UTF-8 is replaced and does not stop the command.
      text = new String(Files.readAllBytes(childRecord), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    Set<Path> locks = new HashSet<>();
    Optional<String> mark = Optional.empty();
    Map<Long, Child> children = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      Matcher run = RUN.matcher(line);
      Matcher started = STARTED.matcher(line);
      Matcher ended = ENDED.matcher(line);
      if (run.matches()) {
        mark = Optional.of(run.group(2)).filter(_ -> run.group(1).equals(Boot.current()));
      } else if (line.startsWith(LOCKED) && line.indexOf('\0') < 0) {
        locks.add(Path.of(line.substring(LOCKED.length())));
      } else if (started.matches()) {
        long pid = Long.parseLong(started.group(1));
        ProcessIdentity identity = new ProcessIdentity(pid, started.group(2));
        children.put(pid, new Child(identity, started.group(3)));
      } else if (ended.matches()) {
        children.remove(Long.parseLong(ended.group(1)));
      }
    }
    List<Child> running = mark.map(found -> running(children.values(), found)).orElse(List.of());
    return Optional.of(new DeadRun(locks, running, !children.isEmpty()));
  }

  private static List<Child> running(Collection<Child> children, String mark) {
    return children.stream()
        .filter(
            child ->
                child
                    .identity()
                    .running()
                    .filter(process -> RunMark.isOn(process, mark))
                    .isPresent())
        .toList();
  }

  /**
   * Waits until no child runs any more. Children that do not end within {@code patience} are
   * killed, with the processes that they started.
   *
   * @return the commands that were killed
   */
  public List<String> awaitChildren(Duration patience) throws IOException {
    List<ProcessIdentity> all = children.stream().map(Child::identity).toList();
    if (await(all, patience)) {
      return List.of();
    }
    List<Child> late =
        children.stream().filter(child -> child.identity().running().isPresent()).toList();
    List<ProcessIdentity> ended = new ArrayList<>(all);
    for (Child child : late) {
      child.identity().running().ifPresent(process -> ended.addAll(end(process)));
    }
    await(ended, PATIENCE_WITH_DYING);
    return late.stream().map(Child::command).toList();
  }

  /** Kills a process and its descendants, which die a moment later; returns the descendants. */
  private static List<ProcessIdentity> end(ProcessHandle process) {
    List<ProcessHandle> below;
    try (Stream<ProcessHandle> descendants = process.descendants()) {
      below = descendants.toList();
    }
    List<ProcessIdentity> identities =
        below.stream().flatMap(descendant -> ProcessIdentity.of(descendant).stream()).toList();
    below.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    return identities;
  }

  // Polls, because the system does not report the end of processes that are not our children.
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
