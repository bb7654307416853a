package io.longshore.cli.doctor;

import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandRunner;
import io.longshore.ground.FailureException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/** Checks the folder in which native libraries are unpacked, which some clusters mount noexec. */
record TemporaryFolderCheck(Path folder, CommandRunner runner) implements HealthCheck {
  private static final int ATTEMPTS = 3;
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final String REPAIR =
      "set LONGSHORE_TMPDIR to a folder you may write to and run programs from";

  /** The folder that this process uses. */
  static Path ofThisProcess() {
    return Path.of(
        System.getProperty("aircompressor.tmpdir", System.getProperty("java.io.tmpdir")));
  }

  @Override
  public String name() {
    return "tmpdir";
  }

  @Override
  public List<Diagnosis> examine() throws IOException {
    Path script;
    try {
      script =
          Files.createTempFile(
              folder,
              "longshore-doctor-",
              ".sh",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      return List.of(Diagnosis.problem(folder + " cannot be written to", REPAIR));
    }
    try {
      Files.writeString(script, "#!/bin/sh\nexit 0\n");
      return List.of(
          runs(script)
              ? Diagnosis.ok(folder + ", where programs may be run")
              : Diagnosis.problem(
                  folder + " does not let programs be run (mounted noexec?)", REPAIR));
    } finally {
      Files.deleteIfExists(script);
    }
  }

  // A process started meanwhile by another thread inherits the open file for a moment, and the
  // system does not run a file that is open for writing.
  private boolean runs(Path script) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        runner.run(Command.ofFile(Path.of("/"), script));
        return true;
      } catch (FailureException e) {
        if (attempt == ATTEMPTS) {
          return false;
        }
        pause();
      }
    }
  }

  private static void pause() throws InterruptedIOException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
