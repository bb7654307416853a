package io.longshore.collection.session;

import io.longshore.dataset.git.SharedMode;
import io.longshore.dataset.process.Boot;
import io.longshore.dataset.process.ChildObserver;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.ProcessIdentity;
import io.longshore.dataset.process.RunMark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Records the child processes of a run in a file that exists as long as the run. If the next run
 * finds the file, the earlier run died, and the file tells what it may have left: processes, and
 * lock files except those that existed before. Lines:
 *
 * <pre>
 * run BOOT MARK
 * locked PATH
 * + PID START COMMAND
 * - PID
 * </pre>
 *
 * <p>Lines of another form are ignored, and a process without the run's {@link RunMark} does not
 * count as its child, because other users may be able to write the file.
 *
 * <p>The file is not forced to disk: after a power cut there are no children. Safe for several
 * threads.
 */
public final class ChildRecord implements ChildObserver {
  private final Map<Long, Boolean> noted = new ConcurrentHashMap<>();
  private volatile Optional<Path> file = Optional.empty();
  private volatile boolean hasKilled;

  /**
   * Does the same as {@link #begin(Path, SharedMode, Set)}; the file gets the mode that the umask
   * gives.
   */
  public void begin(Path place, Set<Path> locks) throws IOException {
    begin(place, SharedMode.PRIVATE, locks);
  }

  /**
   * Begins to record children.
   *
   * @param mode the mode of the file, which another user may have to read if this process dies
   * @param locks lock files that exist already
   */
  public void begin(Path place, SharedMode mode, Set<Path> locks) throws IOException {
    StringBuilder text = new StringBuilder("run " + Boot.current() + " " + RunMark.ours() + "\n");
    locks.forEach(lock -> text.append("locked ").append(lock).append('\n'));
    Files.deleteIfExists(place);
    Files.writeString(place, text);
    mode.applyTo(place);
    file = Optional.of(place);
  }

  /** Ends the record of a run that ends normally. */
  public void end() throws IOException {
    Optional<Path> place = file;
    file = Optional.empty();
    if (place.isPresent()) {
      Files.deleteIfExists(place.get());
    }
  }

  /** Whether a signal has ended a child, which may therefore have left lock files. */
  public boolean hasKilled() {
    return hasKilled;
  }

  @Override
  public void started(ProcessHandle child, Command command) {
    Optional<ProcessIdentity> identity = ProcessIdentity.of(child);
    if (file.isPresent() && identity.isPresent()) {
      noted.put(child.pid(), true);
      append("+ " + child.pid() + " " + identity.get().start() + " " + command.shortName());
    }
  }

  @Override
  public void ended(ProcessHandle child, boolean killed) {
    hasKilled |= killed;
    if (noted.remove(child.pid()) != null) {
      append("- " + child.pid());
    }
  }

  private synchronized void append(String line) {
    Optional<Path> place = file;
    if (place.isEmpty()) {
      return;
    }
    try {
      Files.writeString(
          place.get(), line + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("noting a child process in " + place.get(), e);
    }
  }
}
