package io.longshore.ground;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NextStepTest {
  @TempDir Path folder;

  @Test
  void plainArgumentsStayReadable() {
    assertEquals(
        "git -C /data/a-b annex get images/x--1.2.sif",
        NextStep.of("git -C {} annex get {}", Path.of("/data/a-b"), "images/x--1.2.sif").text());
  }

  /** Pasted into a shell, each is one word and runs nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "t;touch X;",
        "$(touch X)",
        "`touch X`",
        "it's & \"that\" > X",
        "a\ntouch X\n",
        "a\rb",
        "\u001b[2J\u202e'\\",
        "--upload-pack=touch X;true",
        "~root",
        "{a,b}",
        "*",
        "!1",
        "=ls",
        "ü 😀",
        ""
      })
  void anyArgumentIsOneWordOfAShell(String argument) throws Exception {
    NextStep step = NextStep.of("printf %s {}", argument);
    assertEquals(Printable.line(step.text()), step.text());
    assertEquals(argument, pasted(step.text()));
    assertFalse(Files.exists(folder.resolve("X")));
  }

  private String pasted(String line) throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder("bash", "--norc", "-c", line).directory(folder.toFile()).start();
    shell.getOutputStream().close();
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, shell.waitFor());
    return output;
  }

  @Test
  void aListOfNamesIsQuotedNameByName() {
    assertEquals(
        "name one of: a, 'b c'", NextStep.of("name one of: {}", List.of("a", "b c")).text());
  }

  @Test
  void stepsFollowEachOther() {
    assertEquals(
        "longshore add 'a b' && git status",
        NextStep.ofCommand(List.of("longshore", "add", "a b")).then(" && git status").text());
  }

  @Test
  void placesAndArgumentsAreAsMany() {
    assertThrows(IllegalArgumentException.class, () -> NextStep.of("{} {}", "one"));
    assertThrows(IllegalArgumentException.class, () -> NextStep.of("{}", "one", "two"));
  }
}
