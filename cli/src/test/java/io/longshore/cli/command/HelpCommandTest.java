package io.longshore.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.cli.Program;
import java.util.List;
import org.junit.jupiter.api.Test;

class HelpCommandTest {
  @Test
  void tellsWhatTheOptionTells() {
    assertEquals(said("log", "--help"), said("help", "log"));
    assertEquals(said("cache", "prune", "--help"), said("help", "cache", "prune"));
    assertEquals(said("help", "--help"), said("help", "help"));
  }

  @Test
  void isColouredWhereThatIsWanted() {
    assertTrue(said("help", "log", "--color", "always").contains("\u001b["));
    assertFalse(said("help", "log", "--color", "never").contains("\u001b"));
  }

  @Test
  void isAnEventForPrograms() {
    String event = said("help", "log", "--json");
    assertTrue(event.startsWith("{\"event\":\"text\",\"text\":\"Usage: "), event);
  }

  private static String said(String... arguments) {
    Program.Result result = Program.run(List.of(arguments));
    assertEquals(0, result.exitCode(), result.errors());
    return result.output();
  }
}
