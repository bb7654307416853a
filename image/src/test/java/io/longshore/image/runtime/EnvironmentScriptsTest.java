package io.longshore.image.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class EnvironmentScriptsTest {
  private static final Map<String, String> EMPTY = Map.of();

  /** The environment of a command after a shell has sourced the scripts one after the other. */
  private static Map<String, String> after(
      Shell shell, Map<String, String> before, String... scripts)
      throws IOException, InterruptedException {
    List<Path> files = new ArrayList<>();
    try {
      StringBuilder program = new StringBuilder("set -e\n");
      for (String script : scripts) {
        Path file = Files.createTempFile("longshore", ".sh");
        files.add(file);
        Files.writeString(file, script);
        program.append(". ").append(file).append('\n');
      }
      program.append("exec ").append(Shell.required("env")).append(" -0");
      Shell.Result result = shell.run(before, "-c", program.toString());
      assertEquals("", result.errors(), shell::toString);
      assertEquals(0, result.exitCode(), shell::toString);
      return result.variables();
    } finally {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }

  private static String ofImage(String... entries) {
    return EnvironmentScripts.ofImage(Configurations.image(List.of(), List.of(), List.of(entries)));
  }

  private static Definition definition(SequencedMap<String, String> environment) {
    return new Definition("docker", "a/b:1", environment, List.of(), List.of());
  }

  private static String resource(String name) throws IOException {
    try (var in = RuntimeFiles.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  @Property(tries = 100)
  void valuesOfTheImageArriveAsTheyAre(
      @ForAll("texts") String first, @ForAll("texts") String second, @ForAll("texts") String path)
      throws Exception {
    for (Shell shell : Shell.all()) {
      Map<String, String> got =
          after(shell, EMPTY, ofImage("FIRST=" + first, "PATH=" + path, "SECOND=" + second));
      assertEquals(first, got.get("FIRST"), shell::toString);
      assertEquals(second, got.get("SECOND"), shell::toString);
      assertEquals(path, got.get("PATH"), shell::toString);
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Configurations.awkwardText();
  }

  @Property(tries = 100)
  void valuesOfTheDefinitionArriveAsTheyAreAndOverride(@ForAll("lines") String value)
      throws Exception {
    SequencedMap<String, String> environment = new LinkedHashMap<>();
    environment.put("NAME", value);
    for (Shell shell : Shell.all()) {
      Map<String, String> got =
          after(
              shell,
              Map.of("NAME", "host"),
              ofImage("NAME=image"),
              EnvironmentScripts.ofDefinition(definition(environment)));
      assertEquals(value, got.get("NAME"), shell::toString);
    }
  }

  @Provide
  Arbitrary<String> lines() {
    return Configurations.awkwardText().map(text -> text.replaceAll("[\n\r]", "x"));
  }

  @Test
  void whatIsSetAlreadyStaysExceptPath() throws Exception {
    Map<String, String> before = Map.of("SET", "host", "EMPTY", "", "PATH", "/host");
    for (Shell shell : Shell.all()) {
      Map<String, String> got =
          after(shell, before, ofImage("SET=image", "EMPTY=image", "PATH=/image"));
      assertEquals("host", got.get("SET"));
      assertEquals("image", got.get("EMPTY"));
      assertEquals("/image", got.get("PATH"));
    }
  }

  @Test
  void theFirstOfTwoEntriesCountsButTheLastPath() throws Exception {
    for (Shell shell : Shell.all()) {
      Map<String, String> got =
          after(shell, EMPTY, ofImage("A=1", "A=2", "E=", "E=2", "PATH=/1", "PATH=/2"));
      assertEquals("1", got.get("A"));
      assertEquals("2", got.get("E"));
      assertEquals("/2", got.get("PATH"));
    }
  }

  @Test
  void aNameWithoutValueIsExportedAsItIsOrEmpty() throws Exception {
    for (Shell shell : Shell.all()) {
      assertEquals("", after(shell, EMPTY, ofImage("BARE")).get("BARE"));
      assertEquals("x", after(shell, Map.of("BARE", "x"), ofImage("BARE")).get("BARE"));
    }
  }

  @Test
  void aNameThatIsNoVariableOrTheShellsOwnIsLeftOut() throws Exception {
    for (Shell shell : Shell.all()) {
      Map<String, String> got =
          after(
              shell,
              EMPTY,
              ofImage(
                  "bad.name=x",
                  "1st=x",
                  "=x",
                  "a b=x",
                  "é=x",
                  "$(id)=x",
                  "",
                  "UID=12345",
                  "EUID=12345",
                  "GID=12345",
                  "PPID=12345",
                  "GOOD=x"));
      assertFalse(got.containsValue("12345"), got::toString);
      assertNull(got.get("bad.name"));
      assertEquals("x", got.get("GOOD"));
    }
  }

  @Test
  void anImageWithoutPathGetsTheUsualOneUnlessThereIsOne() throws Exception {
    for (Shell shell : Shell.all()) {
      String usual = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
      assertEquals(usual, after(shell, Map.of("PATH", ""), ofImage("A=1")).get("PATH"));
      assertEquals("/host", after(shell, Map.of("PATH", "/host"), ofImage("A=1")).get("PATH"));
    }
  }

  @Test
  void librariesOfTheHostAreSearchedLast() throws Exception {
    String script = resource("99-base.sh");
    for (Shell shell : Shell.all()) {
      Map<String, String> got = after(shell, EMPTY, "unset PS1", script);
      assertEquals("/.singularity.d/libs", got.get("LD_LIBRARY_PATH"));
      assertEquals("Apptainer> ", got.get("PS1"));
      got = after(shell, Map.of("LD_LIBRARY_PATH", "/a b"), "PS1=me", script);
      assertEquals("/a b:/.singularity.d/libs", got.get("LD_LIBRARY_PATH"));
      assertEquals("me", got.get("PS1"));
    }
  }

  @Test
  void theUserMayAddToThePathOrReplaceIt() throws Exception {
    String script = resource("99-runtimevars.sh");
    for (Shell shell : Shell.all()) {
      Map<String, String> before = new LinkedHashMap<>();
      before.put("PATH", "/bin");
      before.put("SING_USER_DEFINED_PREPEND_PATH", "/a b");
      before.put("SING_USER_DEFINED_APPEND_PATH", "/c");
      Map<String, String> got = after(shell, before, script);
      assertEquals("/a b:/bin:/c", got.get("PATH"));
      assertFalse(got.keySet().stream().anyMatch(name -> name.startsWith("SING_")));
      before.put("SING_USER_DEFINED_PATH", "/only");
      assertEquals("/only", after(shell, before, script).get("PATH"));
    }
  }

  @Test
  void withoutAnApplicationNamedTheScriptForApplicationsDoesNothing() throws Exception {
    String script = resource("95-apps.sh");
    for (Shell shell : Shell.all()) {
      assertEquals(after(shell, EMPTY, ""), after(shell, EMPTY, script));
    }
  }
}
