package io.longshore.cli.doctor;

import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandRunner;
import io.longshore.oci.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Where native libraries are unpacked: some clusters mount that place noexec. */
record TemporaryFolderCheck(Path folder, CommandRunner runner) implements HealthCheck {
  private static final String MEND =
      "set LONGSHORE_TMPDIR to a folder you may write to and run programs from";

  /** The one this process uses. */
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
      return List.of(Diagnosis.problem(folder + " cannot be written to", MEND));
    }
    try {
      Files.writeString(script, "#!/bin/sh\nexit 0\n");
      runner.run(Command.of(Path.of("/"), script.toString()));
      return List.of(Diagnosis.ok(folder + ", where programs may be run"));
    } catch (FailureException e) {
      return List.of(
          Diagnosis.problem(folder + " does not let programs be run (mounted noexec?)", MEND));
    } finally {
      Files.deleteIfExists(script);
    }
  }
}
