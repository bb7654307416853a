package io.longshore.dataset.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells one start of one machine from all others. */
public final class Boot {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private Boot() {}

  /** One word; the same for all where the system does not tell. */
  public static String current() {
    try {
      return Files.readString(BOOT_ID).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
