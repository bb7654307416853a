package io.longshore.cli.completion;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real shells on a terminal, and in place of the program a script that knows some answers. */
class ShellScriptTest {
  private static final String PROGRAM =
      """
      #!/bin/sh
      for last do :; done
      offer() {
        for word do
          case $word in "$last"*) printf '%s\\tits meaning\\n' "$word" ;; esac
        done
      }
      case $* in
        'complete -- -C '*) echo :folders ;;
        'complete -- sail --log-file '*) echo :files ;;
        'complete -- sail --wind '*) offer northerly southerly ;;
        'complete -- sail --wind='*) offer --wind=northerly --wind=southerly ;;
        'complete -- sail docker:'*) offer docker://busybox:1.36 docker://alpine:3 ;;
        'complete -- sail '*) offer --speed 'two words' grün; echo :files ;;
        'complete -- '*) offer sail dock ;;
      esac
      """;

  @TempDir private Path folder;

  @BeforeEach
  void layOut() throws IOException {
    for (ShellScript script : ShellScript.values()) {
      Files.writeString(folder.resolve("longshore." + script), script.text());
    }
    Path program = Files.writeString(folder.resolve("longshore"), PROGRAM);
    assertTrue(program.toFile().setExecutable(true));
    Files.createFile(folder.resolve("harbour.tsv"));
    Files.createFile(folder.resolve("my harbours.tsv"));
    Files.createDirectory(folder.resolve("yard"));
  }

  private static String command(ShellScript shell) {
    return switch (shell) {
      case BASH -> "bash --norc --noprofile -i";
      case ZSH -> "zsh -f -i";
      case FISH -> "fish --no-config -i";
    };
  }

  @ParameterizedTest
  @EnumSource(ShellScript.class)
  void completes(ShellScript shell) throws IOException {
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("longshore sa", "sail ");
    expected.put("longshore -C ya", "yard/");
    expected.put("longshore sail --spe", "--speed ");
    expected.put("longshore sail --wind no", "northerly ");
    expected.put("longshore sail --wind=no", "--wind=northerly ");
    expected.put("longshore sail docker://b", "docker://busybox:1.36 ");
    expected.put("longshore sail tw", "two\\ words ");
    expected.put("longshore sail gr", "grün ");
    expected.put("longshore sail --log-file my", "my\\ harbours.tsv ");
    expected.put("longshore sail harb", "harbour.tsv ");
    try (PressedTab terminal = new PressedTab(command(shell), folder)) {
      assertAll(
          expected.entrySet().stream()
              .map(line -> (Executable) () -> completes(terminal, line.getKey(), line.getValue())));
    }
  }

  private static void completes(PressedTab terminal, String typed, String expected)
      throws IOException {
    String screen = terminal.completed(typed, expected);
    assertTrue(screen.contains(expected), () -> typed + " became " + screen);
  }

  @ParameterizedTest
  @EnumSource(ShellScript.class)
  void asksTheProgramItself(ShellScript shell) throws IOException {
    Files.writeString(
        folder.resolve("longshore"),
        "#!/bin/sh\nexec '%s/bin/java' -XX:TieredStopAtLevel=1 -cp '%s' io.longshore.cli.Main \"$@\"\n"
            .formatted(System.getProperty("java.home"), System.getProperty("java.class.path")));
    try (PressedTab terminal = new PressedTab(command(shell), folder)) {
      completes(terminal, "longshore veri", "verify ");
      completes(terminal, "longshore migrate --platform=linux/s3", "--platform=linux/s390x ");
    }
  }

  @Test
  void shellcheckHasNothingToSay() throws IOException, InterruptedException {
    Process shellcheck =
        new ProcessBuilder("shellcheck", "-s", "bash", "longshore.bash")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(shellcheck.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, shellcheck.waitFor(), said);
  }
}
