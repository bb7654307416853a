package io.longshore.dataset.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandTest {
  private static final Path FOLDER = Path.of("/");

  @Test
  void operandsStandBehindTwoDashes() {
    assertEquals(
        List.of("git", "ls-remote", "--quiet", "--", "--upload-pack=x", "HEAD"),
        Command.of(FOLDER, "git", "ls-remote")
            .operands("--upload-pack=x", "HEAD")
            .options("--quiet")
            .argv());
  }

  @Test
  void revisionsStandBeforePathsAndAreNoOptionsEither() {
    assertEquals(
        List.of("git", "log", "--raw", "--end-of-options", "-x", "--", "-y"),
        Command.of(FOLDER, "git", "log").operands("-y").revisions("-x").options("--raw").argv());
  }

  @Test
  void aValueCannotBeReadAsAnotherOption() {
    assertEquals(
        List.of("git", "x", "--format=-c", "-m", "-c"),
        Command.of(FOLDER, "git", "x").option("--format", "-c").option("-m", "-c").argv());
  }

  @Test
  void withoutOperandsThereAreNoDashes() {
    assertEquals(
        List.of("git", "status", "-z"), Command.of(FOLDER, "git", "status").options("-z").argv());
  }

  @Test
  void noWordHoldsWhatEndsItForTheSystem() {
    Command command = Command.of(FOLDER, "git", "add");
    assertThrows(IllegalArgumentException.class, () -> command.operands("a\0b"));
    assertThrows(IllegalArgumentException.class, () -> new GitSetting("a.b", "c\0d"));
    assertThrows(IllegalArgumentException.class, () -> new GitSetting("nonsense", "x"));
  }
}
