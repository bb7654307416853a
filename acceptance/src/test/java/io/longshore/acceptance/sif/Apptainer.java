package io.longshore.acceptance.sif;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.longshore.acceptance.collection.Shell;

/** The real one. */
final class Apptainer {
  private Apptainer() {}

  static Shell.Result run(Shell shell, String... arguments) {
    String program = System.getenv("LONGSHORE_APPTAINER");
    assertNotNull(program, "LONGSHORE_APPTAINER names no Apptainer; dev/test provides one");
    String[] command = new String[arguments.length + 1];
    command[0] = program;
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return shell.attempt(command);
  }
}
