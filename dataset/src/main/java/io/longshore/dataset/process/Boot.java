package io.longshore.dataset.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Identifies the current start of this machine. */
public final class Boot {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private Boot() {}

  /** The identity, a single word; on systems without such an identity always the same word. */
  public static String current() {
    try {
      return Files.readString(BOOT_ID).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
