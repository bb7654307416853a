package io.longshore.dataset.process;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.OperatingSystemFailures;
import io.longshore.ground.ProcessLimit;
import io.longshore.ground.file.Presence;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A running program whose standard error is drained. Killing the program also kills its children.
 */
final class ChildProcess {
  private static final Pattern HELPER_ENDED =
      Pattern.compile("Failed to exec spawn helper: pid: [0-9]+, signal: [0-9]+");

  // Java gives the operating system's error number only inside a message; 2 is ENOENT, 13 EACCES.
  private static final Pattern NO_SUCH_FILE = Pattern.compile("error[=:] ?2\\b");
  private static final Pattern MAY_NOT_BE_RUN = Pattern.compile("error[=:] ?13\\b");

  private static final Charset ARGUMENT_CHARSET =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  // Java returns 128 plus the number of the signal; git also exits with 129 after wrong usage.
  private static final int HIGHEST_OF_GIT_ITSELF = 129;

  private final Command command;
  private final Process process;
  private final ErrorTail errors;
  private final ChildObserver observer;
  private boolean ended;

  private ChildProcess(Command command, Process process, ChildObserver observer) {
    this.command = command;
    this.process = process;
    this.observer = observer;
    this.errors = new ErrorTail(process.getErrorStream(), command.program());
  }

  static ChildProcess start(Command command, ChildObserver observer) throws IOException {
    Process process = start(command, prepare(command));
    observer.started(process.toHandle(), command);
    return new ChildProcess(command, process, observer);
  }

  /** Starts a program that uses the terminal of this process. */
  static Process startInForeground(Command command) throws IOException {
    return start(command, prepare(command).inheritIO());
  }

  private static ProcessBuilder prepare(Command command) throws FailureException {
    requireFolder(command);
    requireEncodable(command);
    ProcessBuilder builder =
        new ProcessBuilder(command.argv()).directory(command.folder().toFile());
    builder.environment().keySet().removeIf(command.dropped());
    ChildEnvironment.apply(builder.environment(), command.environment(), command.settings());
    return builder;
  }

  private static Process start(Command command, ProcessBuilder builder) throws IOException {
    try {
      return start(builder);
    } catch (IOException e) {
      // The working folder was checked before, so what is missing or forbidden is the program.
      if (NO_SUCH_FILE.matcher(String.valueOf(e.getMessage())).find()) {
        throw ToolFailures.missing(command.program(), e);
      }
      if (MAY_NOT_BE_RUN.matcher(String.valueOf(e.getMessage())).find()) {
        throw ToolFailures.mayNotBeRun(command.program(), e);
      }
      if (ProcessLimit.isReached(e)) {
        throw ProcessLimit.reached(command.shortName(), e);
      }
      throw e;
    }
  }

  // Ctrl-C also reaches Java's helper process, which may end before it has become the program. The
  // reaction to the signal is decided elsewhere and does not depend on which process got it first.
  private static Process start(ProcessBuilder builder) throws IOException {
    try {
      return builder.start();
    } catch (IOException e) {
      if (HELPER_ENDED.matcher(String.valueOf(e.getMessage())).find()) {
        return builder.start();
      }
      throw e;
    }
  }

  private static void requireFolder(Command command) throws FailureException {
    Path folder = command.folder();
    Optional<BasicFileAttributes> found = Presence.of(folder);
    if (!found.map(BasicFileAttributes::isDirectory).orElse(false)) {
      throw new FailureException(
          FailureKind.MISSING,
          folder.toString(),
          found.isPresent() ? "is no folder" : "is not there",
          "name a folder that is: -C DIR");
    }
    if (!Files.isExecutable(folder)) {
      throw OperatingSystemFailures.classify(
          new AccessDeniedException(folder.toString()), folder.toString());
    }
  }

  // The JVM replaces characters that the locale cannot express by '?', which would name another
  // file.
  private static void requireEncodable(Command command) throws FailureException {
    for (String argument : command.argv()) {
      if (!ARGUMENT_CHARSET.newEncoder().canEncode(argument)) {
        throw new FailureException(
            FailureKind.TOOL,
            command.shortName(),
            "cannot be given the argument '" + argument + "' in the locale of this session",
            "set a UTF-8 locale, for example: export LC_ALL=C.UTF-8");
      }
    }
  }

  Command command() {
    return command;
  }

  InputStream output() {
    return process.getInputStream();
  }

  OutputStream input() {
    return process.getOutputStream();
  }

  String errorsSoFar() {
    return errors.text();
  }

  String finishErrors() {
    return errors.finish();
  }

  boolean waitFor(Duration limit) throws InterruptedException {
    boolean gone = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    if (gone) {
      tellEnded();
    }
    return gone;
  }

  int exitCode() {
    return process.exitValue();
  }

  /** Kills the program and all its descendants. Nothing happens if the program has ended. */
  void kill() {
    if (process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    boolean interrupted = false;
    while (process.isAlive()) {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    tellEnded();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void tellEnded() {
    if (!ended) {
      ended = true;
      observer.ended(process.toHandle(), process.exitValue() > HIGHEST_OF_GIT_ITSELF);
    }
  }
}
