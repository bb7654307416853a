package io.longshore.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ExaminationTest {
  @FunctionalInterface
  private interface Look {
    List<Diagnosis> look() throws IOException;
  }

  private record Check(String name, Look look) implements HealthCheck {
    @Override
    public List<Diagnosis> examine() throws IOException {
      return look.look();
    }
  }

  @Test
  void leavesBehindWhatHangsAndGoesOn() {
    CountDownLatch never = new CountDownLatch(1);
    Check hanging =
        new Check(
            "hanging",
            () -> {
              while (true) {
                try {
                  never.await();
                } catch (InterruptedException e) {
                  // As a read from a file system that is gone, it cannot be interrupted.
                }
              }
            });
    Check broken =
        new Check(
            "broken",
            () -> {
              throw new IOException("no such device");
            });
    Check well = new Check("well", () -> List.of(Diagnosis.ok("fine")));
    List<String> seen = new ArrayList<>();
    long begin = System.nanoTime();

    new Examination(List.of(hanging, broken, well), Duration.ofMillis(300))
        .run(
            (name, found) ->
                seen.add(name + " " + found.getFirst().level() + ": " + found.getFirst().text()));

    assertEquals(3, seen.size());
    assertTrue(seen.get(0).startsWith("hanging PROBLEM: no answer within"), seen::toString);
    assertEquals("broken PROBLEM: IOException: no such device", seen.get(1));
    assertEquals("well OK: fine", seen.get(2));
    assertTrue(System.nanoTime() - begin < Duration.ofSeconds(30).toNanos());
  }
}
