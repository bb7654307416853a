package io.longshore.acceptance.faults;

import io.longshore.acceptance.collection.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** A clock of their own for programs, which can be set while they run. */
final class SettableClock {
  private final Path offset;
  private final Path library;

  /**
   * @param folder empty
   */
  SettableClock(Path folder) throws IOException {
    Files.createDirectories(folder);
    offset = folder.resolve("offset");
    library = folder.resolve("clock.so");
    Path source = folder.resolve("clock.c");
    try (InputStream in = SettableClock.class.getResourceAsStream("/clock.c")) {
      Files.copy(in, source);
    }
    Shell.in(folder).run("cc", "-shared", "-fPIC", "-O1", "-o", library + "", source + "");
    setAhead(Duration.ZERO);
  }

  Shell in(Shell shell) {
    return shell.with("CLOCK_OFFSET", offset.toString()).with("LD_PRELOAD", library.toString());
  }

  /** To so much later than it is; negative for earlier. */
  void setAhead(Duration ahead) {
    try {
      Path next = Files.writeString(offset.resolveSibling("next"), ahead.toSeconds() + "\n");
      Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
