package io.longshore.acceptance.collection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How much memory the Java programs below this process hold, looked at twice a second. */
public final class MemoryOverTime implements AutoCloseable {
  private static final String RESIDENT_SET = "VmRSS:";

  private final List<Long> megabytes = Collections.synchronizedList(new ArrayList<>());
  private final Thread watcher = Thread.ofVirtual().start(this::watch);

  private void watch() {
    try {
      while (true) {
        List<ProcessHandle> javas =
            ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .toList();
        // A Java below another is about to become a tool, and until then has the other's memory.
        long now =
            javas.stream()
                .filter(process -> process.parent().filter(javas::contains).isEmpty())
                .mapToLong(MemoryOverTime::residentMegabytes)
                .sum();
        if (now > 0) {
          megabytes.add(now);
        }
        Thread.sleep(500);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long residentMegabytes(ProcessHandle process) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", "" + process.pid(), "status"))) {
        if (line.startsWith(RESIDENT_SET)) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1000;
        }
      }
    } catch (IOException e) {
      // It has ended meanwhile.
    }
    return 0;
  }

  /** The highest value in each quarter of the time. */
  public List<Long> quarters() {
    List<Long> all = List.copyOf(megabytes);
    List<Long> highest = new ArrayList<>();
    for (int quarter = 0; quarter < 4; quarter++) {
      highest.add(
          all.subList(quarter * all.size() / 4, (quarter + 1) * all.size() / 4).stream()
              .mapToLong(Long::longValue)
              .max()
              .orElse(0));
    }
    return highest;
  }

  /** Looks no more. */
  @Override
  public void close() {
    watcher.interrupt();
    try {
      watcher.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
