package io.longshore.cli.doctor;

import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandRunner;
import io.longshore.ground.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checks the folder in which native libraries are unpacked, which some clusters mount noexec. */
record TemporaryFolderCheck(Path folder, CommandRunner runner) implements HealthCheck {
  // A shell writes what it runs, not this process: a program that another of its threads starts
  // inherits for a moment what it has open for writing, and the system runs no such file.
  private static final String WRITE_AND_RUN =
      "printf '#!/bin/sh\\n' >program && chmod 700 program && exec ./program";
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
    Path made;
    try {
      made = Files.createTempDirectory(folder, "longshore-doctor-");
    } catch (IOException e) {
      return List.of(Diagnosis.problem(folder + " cannot be written to", REPAIR));
    }
    try {
      runner.run(Command.of(made, "sh", "-c", WRITE_AND_RUN));
      return List.of(Diagnosis.ok(folder + ", where programs may be run"));
    } catch (FailureException e) {
      return List.of(
          Diagnosis.problem(
              folder + " does not let a program be written and run (mounted noexec, or full?)",
              REPAIR));
    } finally {
      Files.deleteIfExists(made.resolve("program"));
      Files.delete(made);
    }
  }
}
