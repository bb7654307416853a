package io.longshore.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandsTest {
  @Test
  void theCommandThatIsAskedForIsMadeAlone() {
    assertEquals(
        Map.of("build", BuildCommand.class),
        Commands.OF_PROGRAM.neededFor("build", "image.sif", "migrate", "--check"));
  }

  @Test
  void alsoBehindTheOptionsOfAllCommands() {
    assertEquals(
        Map.of("build", BuildCommand.class),
        Commands.OF_PROGRAM.neededFor("-q", "-C", "log", "--json", "build", "migrate"));
  }

  @ParameterizedTest
  @CsvSource({"man", "--help", "biuld", "-C", "''"})
  void allAreMadeWhereTheyMayBeSpokenOf(String first) {
    assertEquals(Commands.ALL, Commands.OF_PROGRAM.neededFor(first, "build"));
  }

  @Test
  void forCompletionThoseAreMadeThatAreTyped() {
    assertEquals(
        Map.of("build", BuildCommand.class, "complete", CompleteCommand.class),
        Commands.OF_PROGRAM.neededFor("complete", "--", "-C", "folder", "build", ""));
  }

  @Test
  void theVersionNeedsNone() {
    assertEquals(Map.of(), Commands.OF_PROGRAM.neededFor("--version"));
  }

  @Test
  void allAreMadeForNothing() {
    assertEquals(Commands.ALL, Commands.OF_PROGRAM.neededFor());
  }
}
