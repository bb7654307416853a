package io.longshore.image.cache;

import io.longshore.ground.file.PrivateFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Uses a cache in a JVM of its own. */
final class CacheProcess {
  private CacheProcess() {}

  static Process start(Class<?> program, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-XX:+UseSerialGC");
    command.add("-Xmx128m");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(program.getName());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Reads until the line comes. */
  static void await(Process process, String line) throws IOException {
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String read = output.readLine();
    while (!line.equals(read)) {
      if (read == null) {
        throw new AssertionError("the process ended without saying " + line);
      }
      read = output.readLine();
    }
  }

  /** Builds an image some times, and prints its digest each time. */
  static final class Building {
    private Building() {}

    public static void main(String[] arguments) throws IOException {
      BlockCache cache =
          new BlockCache(
              PrivateFolder.at(Path.of(arguments[0])),
              CacheLimits.ofSize(Long.parseLong(arguments[1])));
      int files = Integer.parseInt(arguments[2]);
      for (int i = 0; i < Integer.parseInt(arguments[4]); i++) {
        try (BlockCacheSession session = cache.open()) {
          System.out.println(
              ExampleImage.builder(files)
                  .withBlockCache(session)
                  .build(Path.of(arguments[3]))
                  .digest());
        }
      }
    }
  }

  /** Puts blocks until it is killed. */
  static final class Putting {
    private static final int BLOCKS_BEFORE_READY = 2000;

    private Putting() {}

    public static void main(String[] arguments) {
      BlockCache cache =
          new BlockCache(
              PrivateFolder.at(Path.of(arguments[0])),
              CacheLimits.ofSize(Long.parseLong(arguments[1])));
      BlockCacheSession session = cache.open();
      for (int i = 0; ; i++) {
        session.put(Blocks.key(i), Blocks.block(i, 100));
        if (i == BLOCKS_BEFORE_READY) {
          System.out.println("ready");
        }
      }
    }
  }
}
