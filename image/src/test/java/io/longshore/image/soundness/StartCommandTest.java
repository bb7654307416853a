package io.longshore.image.soundness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.image.inspect.RuntimeFacts;
import io.longshore.image.runtime.RunScript;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartCommandTest {
  /** The shape of what Singularity 3 and Apptainer write for an image from OCI. */
  private static String ofApptainer(String entrypoint, String command) {
    return "#!/bin/sh\nOCI_ENTRYPOINT='"
        + entrypoint
        + "'\nOCI_CMD='"
        + command
        + "'\nSINGULARITY_OCI_RUN=\"${OCI_ENTRYPOINT} ${OCI_CMD}\"\n\n"
        + RunScript.WITHOUT_SHELL
        + "\nexec \"$@\"\n";
  }

  private static String ofLongshore(String lines) {
    return "#!/bin/sh\n" + lines + "\n" + RunScript.WITHOUT_SHELL + "\nexec \"$@\"\n";
  }

  private static StartCommand of(String runscript, List<String> entrypoint, List<String> command) {
    return StartCommand.of(
        new RuntimeFacts(
            new LinkedHashMap<>(),
            entrypoint,
            command,
            List.of(),
            new LinkedHashMap<>(),
            runscript.isEmpty() ? Optional.empty() : Optional.of(runscript),
            Optional.empty(),
            Optional.empty()));
  }

  private static StartCommand of(String runscript) {
    return of(runscript, List.of(), List.of());
  }

  private static void assertNamed(String program, boolean replaced, StartCommand command) {
    assertEquals(new StartCommand(Optional.of(program), true, replaced, true), command);
  }

  @Test
  void theProgramStandsInARunscriptOfApptainer() {
    assertNamed("/opt/x", false, of(ofApptainer("\"/opt/x\" \"-v\"", "\"-h\"")));
    assertNamed("/opt/x", true, of(ofApptainer("", "\"/opt/x\" \"-h\"")));
    assertFalse(of(ofApptainer("", "")).toldToRun());
  }

  @Test
  void theProgramStandsInARunscriptOfLongshore() {
    String command = "if [ \"$#\" -eq 0 ]; then\n  set -- 'sh' '-h'\nfi\n";
    assertNamed("sh", true, of(ofLongshore(command)));
    assertNamed("/opt/x", false, of(ofLongshore(command + "set -- '/opt/x' '-v' \"$@\"")));
    StartCommand quoted = of(ofLongshore(command + "set -- 'it'\"'\"'s' \"$@\""));
    assertEquals(Optional.empty(), quoted.program());
    assertTrue(quoted.toldToRun());
    assertFalse(
        of(ofLongshore("echo '" + RunScript.NOTHING_NAMED + "'\nset -- /bin/sh")).toldToRun());
  }

  @Test
  void theConfigurationCountsWhereTheRunscriptComesFromIt() {
    List<String> entrypoint = List.of("/opt/y");
    List<String> command = List.of("bash");
    assertNamed("/opt/y", false, of(ofApptainer("\"/opt/y\"", ""), entrypoint, command));
    assertNamed("bash", true, of("", List.of(), command));
    assertNamed("bash", true, of("", List.of(""), command));
  }

  @Test
  void aRunscriptOfItsOwnCountsBeforeTheConfigurationOfTheImageBelow() {
    StartCommand start =
        of("#!/bin/sh\nexec /opt/app \"$@\"\n", List.of("/removed"), List.of("bash"));
    assertEquals(new StartCommand(Optional.of("/opt/app"), false, false, true), start);
  }
}
