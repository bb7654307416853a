package io.longshore.cli.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

class BashCompletionTest {
  private static final String BASH = "bash --norc --noprofile -i";
  private static final String ZSH = "zsh -f -i";

  @TempDir private Path folder;

  @Command(
      name = "longshore",
      subcommands = {Sail.class, Dock.class, Secret.class})
  static final class Ship {
    @Option(
        names = {"-C", "--dataset"},
        paramLabel = "DIR",
        scope = ScopeType.INHERIT)
    Path dataset;

    @Option(names = "--json", scope = ScopeType.INHERIT)
    boolean json;
  }

  @Command(name = "sail")
  static final class Sail {
    @Option(names = "--log-file", paramLabel = "FILE")
    Path log;

    @Option(names = "--speed", paramLabel = "N")
    int speed;

    @Option(names = "--wind", completionCandidates = Winds.class)
    String wind;

    @Parameters(arity = "0..*")
    java.util.List<String> harbours;
  }

  static final class Winds extends java.util.ArrayList<String> {
    Winds() {
      super(java.util.List.of("northerly", "southerly"));
    }
  }

  @Command(name = "dock", subcommands = Unload.class)
  static final class Dock {}

  @Command(name = "unload")
  static final class Unload {
    @Option(names = "--crane")
    boolean crane;
  }

  @Command(name = "secret", hidden = true)
  static final class Secret {}

  @BeforeEach
  void script() throws IOException {
    String script = new BashCompletion(new CommandLine(new Ship()).getCommandSpec()).script();
    Files.writeString(folder.resolve("longshore.bash"), script);
    Files.createFile(folder.resolve("harbour.tsv"));
    Files.createDirectory(folder.resolve("yard"));
  }

  @ParameterizedTest
  @CsvSource({
    "longshore sa, longshore sail",
    "longshore sail --spe, --speed",
    "longshore --json sail --lo, --log-file",
    "longshore -C yard sail --wi, --wind",
    "longshore dock un, dock unload",
    "longshore dock unload --cr, --crane",
    "longshore sail --log-file har, harbour.tsv",
    "longshore sail --wind no, northerly",
    "longshore sail --speed 3 har, harbour.tsv",
    "longshore -C ya, yard",
    "longshore sail harb, harbour.tsv"
  })
  void completes(String typed, String expected) throws IOException {
    for (String shell : new String[] {BASH, ZSH}) {
      try (PressedTab terminal = new PressedTab(shell, folder)) {
        String screen = terminal.completed(typed, expected);
        assertTrue(screen.contains(expected), shell + ": " + typed + " became " + screen);
      }
    }
  }

  // In zsh this is one word.
  @Test
  void completesBehindAnEqualSignInBash() throws IOException {
    try (PressedTab terminal = new PressedTab(BASH, folder)) {
      String screen = terminal.completed("longshore sail --log-file=har", "harbour.tsv");
      assertTrue(screen.contains("harbour.tsv"), screen);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {BASH, ZSH})
  void offersNothingThatIsHidden(String shell) throws IOException {
    try (PressedTab terminal = new PressedTab(shell, folder)) {
      String screen = terminal.completed("longshore s", "longshore sail");
      assertTrue(screen.contains("longshore sail"), screen);
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
