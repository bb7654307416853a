package io.longshore.cli.completion;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** A shell on a terminal of its own, in which somebody types and presses the Tab key. */
final class PressedTab implements AutoCloseable {
  // Newer shells ask the terminal what it is, and wait for ten seconds where it does not answer.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Empties the line, in each of the shells. */
  private static final String CONTROL_U = "\u0015";

  private final Process script;
  private final OutputStream keyboard;
  private final InputStream screen;

  /**
   * @param shell the command that starts it
   * @param folder where it begins, first on its PATH; holds the script as longshore.NAME
   */
  PressedTab(String shell, Path folder) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("script", "--quiet", "--return", "--command", shell, "/dev/null")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().put("TERM", shell.startsWith("fish") ? "xterm" : "dumb");
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("XDG_CONFIG_HOME", folder.resolve("config").toString());
    builder.environment().put("XDG_DATA_HOME", folder.resolve("data").toString());
    builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
    script = builder.start();
    keyboard = script.getOutputStream();
    screen = script.getInputStream();
    String name = shell.substring(0, shell.indexOf(' '));
    type("source ./longshore." + name + "; echo re''ady\n");
    if (!seen("ready").contains("ready")) {
      throw new AssertionError(shell + " does not start");
    }
  }

  /**
   * Types {@code text} on a new line and presses Tab.
   *
   * @return what is on the screen when {@code expected} is there, or after some seconds
   */
  String completed(String text, String expected) throws IOException {
    type(text + "\t");
    String screen = seen(expected);
    type(CONTROL_U);
    return screen;
  }

  private void type(String text) throws IOException {
    keyboard.write(text.getBytes(StandardCharsets.UTF_8));
    keyboard.flush();
  }

  private String seen(String expected) throws IOException {
    StringBuilder seen = new StringBuilder();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (seen.indexOf(expected) < 0 && System.nanoTime() < deadline) {
      int available = screen.available();
      if (available > 0) {
        seen.append(new String(screen.readNBytes(available), StandardCharsets.UTF_8));
      } else {
        pause();
      }
    }
    return seen.toString();
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    script.descendants().forEach(ProcessHandle::destroyForcibly);
    script.destroyForcibly();
  }
}
