package io.longshore.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a class in a Java of its own to which the permissions of files apply. To root they do not,
 * so from root the rights to pass over them are taken; the files stay its own.
 */
public final class BoundByPermissions {
  private static final String PASSING_OVER = "-dac_override,-dac_read_search";

  private BoundByPermissions() {}

  /**
   * @return what it printed, errors too
   * @throws AssertionError if it does not exit with 0
   */
  public static String run(Class<?> main, Path... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.add("setpriv");
      command.add("--bounding-set=" + PASSING_OVER);
      command.add("--inh-caps=" + PASSING_OVER);
    }
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(main.getName());
    for (Path argument : arguments) {
      command.add(argument.toString());
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      int exitCode = process.waitFor();
      if (exitCode != 0) {
        throw new AssertionError(main.getName() + " exited with " + exitCode + ": " + printed);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return printed;
  }
}
