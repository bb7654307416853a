package io.longshore.image.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.image.runtime.BuilderFile.BuilderRegular;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The action scripts, in a root moved to a temporary folder. */
class ActionScriptsTest {
  @TempDir private Path root;

  @BeforeEach
  void layOut() throws IOException {
    SequencedMap<String, String> environment = new LinkedHashMap<>();
    environment.put("GREETING", "from the definition");
    RuntimeConfig config =
        new RuntimeConfig(
            Configurations.image(
                List.of(
                    Shell.required("sh").toString(),
                    "-c",
                    "printf '%s\\0' \"$GREETING\" \"$@\"",
                    "entrypoint"),
                List.of("default"),
                List.of("PATH=" + System.getenv("PATH"), "GREETING=from the image")),
            new Definition("docker", "a/b:1", environment, List.of(), List.of()),
            Configurations.labels());
    for (BuilderFile file : RuntimeFiles.of(config)) {
      if (file instanceof BuilderRegular regular) {
        write(regular.path(), moved(new String(regular.content(), UTF_8)));
      }
    }
  }

  private String moved(String script) {
    return script
        .replace("/.singularity.d/", root + "/.singularity.d/")
        .replace("/scif/apps", root + "/scif/apps");
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Shell.Result act(
      Shell shell, Map<String, String> environment, String action, String... arguments)
      throws Exception {
    List<String> line = new ArrayList<>(List.of(arguments));
    line.addFirst(root.resolve(".singularity.d/actions/" + action).toString());
    return shell.run(environment, line.toArray(String[]::new));
  }

  @Test
  void execRunsACommandInTheEnvironmentOfTheImage() throws Exception {
    for (Shell shell : Shell.all()) {
      assertEquals(
          List.of("from the definition", "a b", ""),
          act(
                  shell,
                  Map.of(),
                  "exec",
                  "sh",
                  "-c",
                  "printf '%s\\0' \"$GREETING\" \"$@\"",
                  "x",
                  "a b",
                  "")
              .fields());
    }
  }

  @Test
  void runRunsTheRunscript() throws Exception {
    for (Shell shell : Shell.all()) {
      assertEquals(List.of("from the definition", "default"), act(shell, Map.of(), "run").fields());
      assertEquals(
          List.of("from the definition", "$x", "a b"),
          act(shell, Map.of(), "run", "$x", "a b").fields());
    }
  }

  @Test
  void runRunsTheApplicationNamedInItsEnvironment() throws Exception {
    write(
        "scif/apps/foo/scif/runscript",
        "#!/bin/sh\nprintf '%s\\0' \"$SCIF_APPROOT\" \"$FOO\" \"${PATH%%:*}\" \"$@\"\n");
    write("scif/apps/foo/scif/env/90-environment.sh", "export FOO=bar\n");
    write("scif/apps/foo/bin/tool", "");
    Map<String, String> environment = Map.of("SINGULARITY_APPNAME", "foo");
    for (Shell shell : Shell.all()) {
      assertEquals(
          List.of(root + "/scif/apps/foo", "bar", root + "/scif/apps/foo/bin", "a b"),
          act(shell, environment, "run", "a b").fields());
    }
  }

  @Test
  void anApplicationThatIsNotThereIsReported() throws Exception {
    for (Shell shell : Shell.all()) {
      Shell.Result result = act(shell, Map.of("SINGULARITY_APPNAME", "no such"), "run");
      assertEquals(1, result.exitCode());
      assertTrue(result.errors().contains("'no such'"), result.errors());
    }
  }

  @Test
  void shellStartsTheShellThatIsAskedFor() throws Exception {
    write("my shell", "#!/bin/sh\nprintf '%s\\0' mine \"$@\"\n");
    for (Shell shell : Shell.all()) {
      assertEquals(
          List.of("mine", "-x"),
          act(shell, Map.of("SINGULARITY_SHELL", root + "/my shell"), "shell", "-x").fields());
      assertEquals(
          List.of("from the definition"),
          act(shell, Map.of(), "shell", "-c", "printf '%s\\0' \"$GREETING\"").fields());
    }
  }

  @Test
  void testRunsTheTestsOfTheImageIfThereAreAny() throws Exception {
    for (Shell shell : Shell.all()) {
      Files.deleteIfExists(root.resolve(".singularity.d/test"));
      assertEquals(0, act(shell, Map.of(), "test").exitCode());
      write(".singularity.d/test", "#!/bin/sh\nexit 9\n");
      assertEquals(9, act(shell, Map.of(), "test").exitCode());
    }
  }
}
