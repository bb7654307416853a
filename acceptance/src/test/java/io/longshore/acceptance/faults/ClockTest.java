package io.longshore.acceptance.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.collection.SmallCollection;
import io.longshore.loopback.Access;
import io.longshore.loopback.Fault;
import io.longshore.loopback.FaultPlan;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.ReceivedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clock that jumps by years while images are fetched; what measures time is left alone. */
class ClockTest {
  private static final String[] JUMPS = {"+1y", "-3y", "+0", "-1d"};

  @TempDir Path folder;

  @Test
  void aClockThatJumpsChangesNothing() throws IOException {
    Path clock = Files.writeString(folder.resolve("clock"), "+0");
    AtomicInteger jumps = new AtomicInteger();
    FaultPlan jumping =
        request -> {
          jump(clock, jumps, request);
          return jumps.get() == 2
              ? Optional.of(new Fault.Status(503, Map.of("Retry-After", "1"), "UNAVAILABLE"))
              : Optional.empty();
        };
    try (SmallCollection small =
        SmallCollection.of(
            folder,
            LoopbackOptions.PLAIN.withAccess(Access.WithToken.forEverybody()).withFaults(jumping),
            4)) {
      Shell.Result result = small.migrateFrom(withClock(small.shell(), clock));
      assertEquals(0, result.exitCode(), result.errors());
      assertTrue(jumps.get() > JUMPS.length, "the clock jumped " + jumps + " times");
      RegistryFaultsTest.assertInOrder(small);
    }
  }

  private static void jump(Path clock, AtomicInteger jumps, ReceivedRequest request) {
    if (request.isForBlob()) {
      try {
        Files.writeString(clock, JUMPS[jumps.getAndIncrement() % JUMPS.length]);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Shell withClock(Shell shell, Path clock) {
    String library =
        shell
            .run("faketime", "-f", "+0", "env")
            .lines()
            .filter(line -> line.startsWith("LD_PRELOAD="))
            .map(line -> line.substring("LD_PRELOAD=".length()))
            .findFirst()
            .orElseThrow();
    return shell
        .with("LD_PRELOAD", library)
        .with("FAKETIME_TIMESTAMP_FILE", clock.toString())
        .with("FAKETIME_NO_CACHE", "1")
        .with("FAKETIME_DONT_FAKE_MONOTONIC", "1");
  }
}
