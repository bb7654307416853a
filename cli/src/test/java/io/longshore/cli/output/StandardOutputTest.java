package io.longshore.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StandardOutputTest {
  private static StandardOutput afterAnEvent(OutputStream out) {
    return afterAnEvent(out, () -> {});
  }

  private static StandardOutput afterAnEvent(OutputStream out, Runnable onReaderGone) {
    StandardOutput output = new StandardOutput(out, onReaderGone);
    PrintStream programs = new PrintStream(output, true, UTF_8);
    Messages messages = new Messages(System.err, programs, true, true);
    messages.event(Map.of("event", "example"));
    messages.event(Map.of("event", "another"));
    return output;
  }

  @Test
  void whatArrivesIsNoFailure() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertEquals(Optional.empty(), afterAnEvent(out).failure());
    assertEquals("{\"event\":\"example\"}\n{\"event\":\"another\"}\n", out.toString(UTF_8));
  }

  @Test
  void aFullDiskIsRemembered() throws IOException {
    try (OutputStream full = new FileOutputStream("/dev/full")) {
      IOException failure = afterAnEvent(full).failure().orElseThrow();
      assertTrue(failure.getMessage().contains("No space left"), failure::getMessage);
      assertFalse(StandardOutput.isReaderGone(failure));
    }
  }

  @Test
  void aReaderThatEndedIsNobodyToTell() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    AtomicInteger told = new AtomicInteger();
    StandardOutput output = afterAnEvent(broken, told::incrementAndGet);
    assertTrue(StandardOutput.isReaderGone(output.failure().orElseThrow()));
    assertEquals(1, told.get());
  }
}
