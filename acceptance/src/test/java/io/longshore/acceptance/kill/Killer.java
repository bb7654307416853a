package io.longshore.acceptance.kill;

import io.longshore.acceptance.collection.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Starts programs with a git on their PATH that has them killed. */
final class Killer {
  private static final int KILLED = 128 + 9;

  private final Path folder;
  private final Path programs;
  private final String realGit;

  /** Whether only the program is killed, or its children at the same moment; or Ctrl-C is typed. */
  enum Target {
    JVM,
    GROUP,
    KEYBOARD
  }

  /**
   * When to kill.
   *
   * @param occurrence how many fitting commands pass before
   */
  record Instant(Phase phase, int occurrence, int milliseconds, Target target) {}

  /**
   * How a program ended.
   *
   * @param struck whether it was struck, and not before or after
   */
  record Outcome(boolean struck, int exitCode, String said) {
    boolean killed() {
      return struck && exitCode == KILLED;
    }
  }

  Killer(Path folder, Shell shell) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.programs = Files.createDirectories(folder.resolve("bin"));
    this.realGit = shell.run("sh", "-c", "command -v git").strip();
    install("git-that-kills.sh", programs.resolve("git"));
    install("kill.sh", folder.resolve("kill"));
  }

  private static void install(String resource, Path target) throws IOException {
    try (InputStream in = Killer.class.getResourceAsStream("/" + resource)) {
      Files.copy(in, target);
    }
    if (!target.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + target + " executable");
    }
  }

  Outcome run(Shell shell, Instant instant, List<String> command)
      throws IOException, InterruptedException {
    for (String file : List.of("struck", "pid", "count")) {
      Files.deleteIfExists(folder.resolve(file));
    }
    Files.writeString(folder.resolve("count"), instant.occurrence() + "\n");
    Path said = folder.resolve("said");
    // Whoever starts the tests in the background has them ignore SIGINT, and all that they start.
    List<String> all = new ArrayList<>(List.of("env", "--default-signal=INT", "setsid"));
    all.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(all)
            .directory(shell.folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    builder.environment().putAll(shell.environment());
    builder.environment().put("PATH", programs + ":" + System.getenv("PATH"));
    builder.environment().put("KILL_REAL_GIT", realGit);
    builder.environment().put("KILL_FOLDER", folder.toString());
    builder.environment().put("KILL_PATTERN", instant.phase().pattern());
    builder.environment().put("KILL_TARGET", instant.target().name().toLowerCase(Locale.ROOT));
    builder
        .environment()
        .put("KILL_SECONDS", String.format(Locale.ROOT, "%.3f", instant.milliseconds() / 1e3));
    Process process = builder.start();
    // env becomes setsid, that the launcher, and the launcher Java, all under one number.
    Files.writeString(folder.resolve("pid"), process.pid() + "\n");
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("did not end: " + command + "\n" + Files.readString(said));
    }
    return new Outcome(
        Files.exists(folder.resolve("struck")), process.exitValue(), Files.readString(said));
  }
}
