package io.longshore.image.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.junit.jupiter.api.Test;

class RunScriptTest {
  /** A command that prints how many arguments it has, and each of them. */
  private static final List<String> RECORDER =
      List.of(Shell.required("sh").toString(), "-c", "printf '%s\\0' \"$#\" \"$@\"", "recorder");

  private static final List<String> NONE = List.of();

  private static List<String> recorderWith(List<String> arguments) {
    List<String> command = new ArrayList<>(RECORDER);
    command.addAll(arguments);
    return command;
  }

  private static List<String> recorded(List<String> arguments) {
    List<String> fields = new ArrayList<>(arguments);
    fields.addFirst(String.valueOf(arguments.size()));
    return fields;
  }

  private static Shell.Result run(
      Shell shell, List<String> entrypoint, List<String> command, String... arguments)
      throws IOException, InterruptedException {
    Path script = Files.createTempFile("longshore", ".runscript");
    try {
      Files.writeString(script, RunScript.of(Configurations.image(entrypoint, command, NONE)));
      List<String> line = new ArrayList<>(List.of(arguments));
      line.addFirst(script.toString());
      return shell.run(Map.of("PATH", System.getenv("PATH")), line.toArray(String[]::new));
    } finally {
      Files.delete(script);
    }
  }

  @Property(tries = 60)
  void entrypointAndCommandArriveAsTheyAre(
      @ForAll("texts") List<String> entrypoint, @ForAll("texts") List<String> command)
      throws Exception {
    List<String> both = new ArrayList<>(entrypoint);
    both.addAll(command);
    for (Shell shell : Shell.all()) {
      Shell.Result result = run(shell, recorderWith(entrypoint), command);
      assertEquals(recorded(both), result.fields(), () -> shell + result.errors());
    }
  }

  @Property(tries = 60)
  void aCommandWithoutEntrypointArrivesAsItIs(@ForAll("texts") List<String> arguments)
      throws Exception {
    for (Shell shell : Shell.all()) {
      Shell.Result result = run(shell, NONE, recorderWith(arguments));
      assertEquals(recorded(arguments), result.fields(), () -> shell + result.errors());
    }
  }

  @Provide
  Arbitrary<List<String>> texts() {
    return Configurations.awkwardText().list().ofMaxSize(4);
  }

  @Test
  void argumentsReplaceTheCommandAndFollowTheEntrypoint() throws Exception {
    for (Shell shell : Shell.all()) {
      assertEquals(
          recorded(List.of("fixed", "given")),
          run(shell, recorderWith(List.of("fixed")), List.of("default"), "given").fields());
    }
  }

  @Test
  void withoutEntrypointTheArgumentsAreTheCommand() throws Exception {
    for (Shell shell : Shell.all()) {
      assertEquals(
          recorded(List.of("given")),
          run(
                  shell,
                  NONE,
                  List.of("/not/this"),
                  recorderWith(List.of("given")).toArray(String[]::new))
              .fields());
    }
  }

  @Test
  void argumentsGivenAreNotEvaluated() throws Exception {
    String[] arguments = {
      "$HOME", "$(id)", "`id`", "a\"b", "it's", "back\\slash", "", "line1\nline2\n", "*", "-n", "--"
    };
    for (Shell shell : Shell.all()) {
      assertEquals(recorded(List.of(arguments)), run(shell, RECORDER, NONE, arguments).fields());
    }
  }

  @Test
  void theExitCodeIsTheCommands() throws Exception {
    for (Shell shell : Shell.all()) {
      assertEquals(
          7, run(shell, List.of(Shell.required("sh").toString(), "-c", "exit 7"), NONE).exitCode());
    }
  }

  @Test
  void anImageThatNamesNoCommandStartsAShellAndSaysSo() throws Exception {
    for (Shell shell : Shell.all()) {
      Shell.Result result = run(shell, NONE, NONE);
      assertEquals(0, result.exitCode());
      assertTrue(result.errors().contains("/bin/sh"), result.errors());
      assertEquals(
          recorded(List.of("given")),
          run(shell, NONE, NONE, recorderWith(List.of("given")).toArray(String[]::new)).fields());
    }
  }

  /** Otherwise images without /bin/sh cannot be run. */
  @Test
  void apptainerFindsTheLineByWhichItKnowsTheScriptsItCanInterpret() {
    for (List<String> entrypoint : List.of(NONE, List.of("x"))) {
      assertTrue(
          RunScript.of(Configurations.image(entrypoint, NONE, NONE))
              .lines()
              .anyMatch("eval \"set ${SINGULARITY_OCI_RUN}\""::equals));
    }
  }

  private Path victim;

  @BeforeProperty
  void makeVictim() throws IOException {
    victim = Files.createTempFile("longshore", ".victim");
  }

  @AfterProperty
  void deleteVictim() throws IOException {
    Files.deleteIfExists(victim);
  }

  @Property(tries = 40)
  void noTextEverRunsAsCode(@ForAll("surroundings") String before) throws Exception {
    String attack = before + "$(rm " + victim + ")`rm " + victim + "`';rm " + victim + ";'";
    for (Shell shell : Shell.all()) {
      run(shell, recorderWith(List.of(attack)), List.of(attack), "given");
      run(shell, recorderWith(List.of(attack)), List.of(attack));
      assertFalse(Files.notExists(victim), attack);
    }
  }

  @Provide
  Arbitrary<String> surroundings() {
    return Configurations.awkwardText();
  }
}
