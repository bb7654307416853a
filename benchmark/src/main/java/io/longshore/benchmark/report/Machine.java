package io.longshore.benchmark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Describes the machine of the measurements. */
final class Machine {
  private Machine() {}

  /**
   * @param folder a folder on the file system that was written to
   */
  static String describe(Path folder) throws IOException {
    long kilobytes = Long.parseLong(valueIn("/proc/meminfo", "MemTotal").split(" ")[0]);
    return "%s, %d cores, %s GB of memory, Linux %s, %s"
        .formatted(
            valueIn("/proc/cpuinfo", "model name"),
            Runtime.getRuntime().availableProcessors(),
            Figures.number(kilobytes * 1024 / 1e9),
            System.getProperty("os.version"),
            Files.getFileStore(folder).type());
  }

  /** The value of the first line {@code name : value}. Some architectures lack some names. */
  private static String valueIn(String file, String name) throws IOException {
    Predicate<String> named = line -> line.startsWith(name);
    return Files.readAllLines(Path.of(file)).stream()
        .filter(named)
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown processor");
  }
}
