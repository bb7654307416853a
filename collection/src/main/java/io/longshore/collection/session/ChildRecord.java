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
 * Notes which children a run has, in a file that is there as long as the run: found by the next
 * run, it says that this one died and what it may have left: processes, and lock files but those
 * that were there before. Lines:
 *
 * <pre>
 * run BOOT MARK
 * locked PATH
 * + PID START COMMAND
 * - PID
 * </pre>
 *
 * <p>A line of another form means nothing, and a process that does not bear the run's {@link
 * RunMark} is not taken for its child: others may be able to write here.
 *
 * <p>Not synced: after a power cut there are no children. Safe for several threads.
 */
public final class ChildRecord implements ChildObserver {
  private final Map<Long, Boolean> noted = new ConcurrentHashMap<>();
  private volatile Optional<Path> file = Optional.empty();
  private volatile boolean hasKilled;

  /** As {@link #begin(Path, SharedMode, Set)}; the umask says who may read the file. */
  public void begin(Path place, Set<Path> locks) throws IOException {
    begin(place, SharedMode.PRIVATE, locks);
  }

  /**
   * From now on children are noted.
   *
   * @param mode that the file gets: whoever comes after our death may be somebody else
   * @param locks lock files that are there already
   */
  public void begin(Path place, SharedMode mode, Set<Path> locks) throws IOException {
    StringBuilder text = new StringBuilder("run " + Boot.current() + " " + RunMark.ours() + "\n");
    locks.forEach(lock -> text.append("locked ").append(lock).append('\n'));
    Files.deleteIfExists(place);
    Files.writeString(place, text);
    mode.applyTo(place);
    file = Optional.of(place);
  }

  /** The run ends in good order. */
  public void end() throws IOException {
    Optional<Path> place = file;
    file = Optional.empty();
    if (place.isPresent()) {
      Files.deleteIfExists(place.get());
    }
  }

  /** Whether a signal has ended a child: it may have left lock files. */
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
