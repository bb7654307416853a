package io.longshore.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Program;
import io.longshore.acceptance.collection.Shell;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a report that nobody reads, or that has no room: with real pipes and disks. */
class StreamsTest {
  private static final int READER_GONE = 141;

  @TempDir Path folder;
  private Program program;

  @BeforeEach
  void install() throws IOException {
    program = Program.install(folder);
  }

  @Test
  void aReaderThatEndsEndsTheCommandQuietly() {
    Shell.Result result = shell("{ %s man migrate; echo $? >&2; } | true");

    assertEquals(READER_GONE + "\n", result.errors());
  }

  @Test
  void aFullDiskBehindStandardOutputIsAnError() {
    for (String command : new String[] {"man migrate", "man migrate --json", "doctor --offline"}) {
      Shell.Result result = shell("%s " + command + " >/dev/full");

      assertEquals(1, result.exitCode(), result.errors());
      assertTrue(
          result.errors().startsWith("error: standard output: there is no room"), result.errors());
    }
  }

  /** One that names a locale this machine has not, or none, is no reason to mistake a name. */
  @Test
  void namesOfFilesAreUtf8InEveryLocale() {
    for (String locale : new String[] {"LANG=xx_YY.UTF-8", "LC_ALL=C", "LC_TIME=xx_YY"}) {
      // The shell makes the name: the Java of this test may have no UTF-8 itself.
      Shell.Result result =
          shell("env -u LANG -u LC_ALL " + locale + " %s inspect \"$(printf 'B\\303\\274cher')\"");

      assertEquals(2, result.exitCode(), result.errors());
      assertTrue(result.errors().contains("Bücher: is not there (missing)"), result.errors());
    }
  }

  private Shell.Result shell(String script) {
    return program.shell().attempt("sh", "-c", script.formatted("'" + program.executable() + "'"));
  }
}
