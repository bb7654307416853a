package io.longshore.collection.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StopRequestTest {
  private final FailureException killedGit =
      new FailureException(FailureKind.TOOL, "git hash-object", "ended", "run it by hand");
  private final FailureException gone =
      new FailureException(FailureKind.GONE, "bids/app:1", "is not there", "choose another");

  private final StopRequest stop = new StopRequest();

  @BeforeEach
  void workOnADataset() {
    stop.hold();
  }

  @Test
  void aProgramThatEndsBeforeTheRequestIsHeardWasStoppedByIt() {
    requestOnceWaitedFor();
    assertTrue(stop.explains(killedGit));
  }

  @Test
  void aBrokenPipeToAProgramIsWaitedForToo() {
    requestOnceWaitedFor();
    assertTrue(stop.explains(new IOException("Broken pipe")));
  }

  @Test
  void aFailureWithoutRequestIsAFailure() {
    assertFalse(stop.explains(killedGit));
    assertFalse(stop.explains(gone));
    assertFalse(stop.explains(new IllegalStateException("a defect")));
  }

  @Test
  void afterTheRequestEveryFailureIsOfIt() {
    stop.request();
    assertTrue(stop.explains(gone));
    assertTrue(stop.explains(new IllegalStateException("interrupted")));
  }

  private void requestOnceWaitedFor() {
    Thread waiting = Thread.currentThread();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              while (waiting.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
              }
              stop.request();
            });
  }
}
