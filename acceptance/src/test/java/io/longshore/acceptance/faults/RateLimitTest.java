package io.longshore.acceptance.faults;

import static io.longshore.acceptance.faults.RegistryFaultsTest.assertAllMigrated;
import static io.longshore.acceptance.faults.RegistryFaultsTest.assertInOrder;
import static io.longshore.acceptance.faults.RegistryFaultsTest.classes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.collection.SmallCollection;
import io.longshore.loopback.Fault;
import io.longshore.loopback.FaultPlan;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.ReceivedRequest;
import io.longshore.testing.Extent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A registry that allows only so much in a window of time. */
class RateLimitTest {
  @TempDir Path folder;

  @Test
  void aClosedWindowIsAwaitedUnlessToldNotTo() throws IOException {
    AtomicBoolean closed = new AtomicBoolean(true);
    Fault limit = new Fault.Status(429, Map.of("Retry-After", "125"), "TOOMANYREQUESTS");
    FaultPlan plan =
        request -> closed.get() && request.isForManifest() ? Optional.of(limit) : Optional.empty();
    try (SmallCollection small =
        SmallCollection.of(folder, LoopbackOptions.PLAIN.withFaults(plan), 3)) {
      Path log = folder.resolve("failures.tsv");
      Shell.Result result =
          small.migrate(
              "--skip-failures", "--stop-at-limit", "--jobs", "1", "--log-file", log.toString());
      assertEquals(1, result.exitCode(), result.errors());
      assertEquals(3, classes(log).values().stream().filter("rate_limit"::equals).count());
      assertTrue(result.errors().contains("3 failed (3 rate_limit)"), result.errors());
      // At most once for each image, by the estimate, which asks for several at once.
      assertTrue(
          small.registry().received().stream().filter(ReceivedRequest::isForManifest).count() <= 3,
          "a registry that wants to be left alone is");
      assertInOrder(small);

      closed.set(false);
      assertEquals(0, small.migrate().exitCode());
      assertAllMigrated(small);
    }
  }

  static List<Strike.Step> steps() {
    return Extent.asked().of(List.of(Strike.Step.values()), 1);
  }

  @ParameterizedTest
  @MethodSource("steps")
  void aWindowThatClosesAtAnyStepEndsARunThatIsToldToOrIsAwaited(Strike.Step step)
      throws IOException {
    AtomicBoolean closed = new AtomicBoolean(true);
    AtomicInteger refused = new AtomicInteger();
    AtomicReference<MadeImage> second = new AtomicReference<>();
    Fault limit = new Fault.Status(429, Map.of("Retry-After", "1"), "TOOMANYREQUESTS");
    // Twice: the estimate asks without waiting.
    FaultPlan plan =
        request ->
            step.isFor(request, second.get())
                    && request.target().contains("app-1/")
                    && (closed.get() || refused.getAndIncrement() < 2)
                ? Optional.of(limit)
                : Optional.empty();
    try (SmallCollection small =
        SmallCollection.of(folder, LoopbackOptions.PLAIN.withFaults(plan), 3)) {
      second.set(small.images().get(1));
      Path log = folder.resolve("failures.tsv");
      Shell.Result told =
          small.migrate("--skip-failures", "--stop-at-limit", "--log-file", log.toString());
      assertEquals(1, told.exitCode(), told.errors());
      assertEquals("rate_limit", classes(log).get(small.recipe(1)));
      assertEquals(Set.of("rate_limit"), Set.copyOf(classes(log).values()));
      assertInOrder(small);

      closed.set(false);
      Shell.Result waiting = small.migrate();
      assertEquals(0, waiting.exitCode(), waiting.errors());
      assertTrue(refused.get() >= 2, "refused only " + refused + " times");
      assertAllMigrated(small);
    }
  }
}
