package io.longshore.image.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFileTest {
  @TempDir Path folder;

  private static FailureException refusal(Path path) {
    // Opening a named pipe would wait for ever.
    return assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> assertThrows(FailureException.class, () -> ImageFile.open(path).close()));
  }

  @Test
  void aNamedPipeIsRefusedAndNotWaitedFor() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Path link = Files.createSymbolicLink(folder.resolve("link"), pipe);
    for (Path path : new Path[] {pipe, link}) {
      assertEquals(FailureKind.UNSUPPORTED, refusal(path).kind());
      assertEquals("is neither a regular file nor a folder", refusal(path).problem());
    }
  }

  @Test
  void soIsADevice() {
    assertEquals("is neither a regular file nor a folder", refusal(Path.of("/dev/zero")).problem());
  }

  @Test
  void aFolderThatIsNoLayoutIsCalledOne() {
    assertEquals("is a folder", refusal(folder).problem());
  }
}
