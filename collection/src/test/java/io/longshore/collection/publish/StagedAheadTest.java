package io.longshore.collection.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.longshore.collection.session.StopRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StagedAheadTest {
  private static final List<Integer> PLAN = List.of(1, 2, 3, 4);

  private final StopRequest stop = new StopRequest();
  private final Queue<Integer> begun = new ConcurrentLinkedQueue<>();

  private String stage(int image) {
    begun.add(image);
    return "staged " + image;
  }

  @Test
  void imagesHaveTheirTurnInTheOrderOfThePlanWhicheverIsReadyFirst() throws IOException {
    CountDownLatch secondIsReady = new CountDownLatch(1);
    List<String> published = new ArrayList<>();
    try (StagedAhead<Integer, String> ahead =
        new StagedAhead<>(
            PLAN,
            2,
            stop,
            image -> {
              if (image == 1) {
                awaitUninterrupted(secondIsReady);
              } else {
                secondIsReady.countDown();
              }
              return stage(image);
            })) {
      while (ahead.hasNext()) {
        ahead.fill(2);
        published.add(ahead.image() + " " + ahead.await());
        ahead.advance();
      }
    }
    assertEquals(List.of("1 staged 1", "2 staged 2", "3 staged 3", "4 staged 4"), published);
  }

  @Test
  void noMoreIsBegunThanAskedFor() throws IOException {
    try (StagedAhead<Integer, String> ahead = new StagedAhead<>(PLAN, 4, stop, this::stage)) {
      ahead.fill(1);
      ahead.await();
      ahead.advance();
    }
    assertEquals(List.of(1), List.copyOf(begun));
  }

  @Test
  void whatIsReadyWhenTheRequestToStopComesHasNoTurn() throws IOException {
    CountDownLatch ready = new CountDownLatch(2);
    try (StagedAhead<Integer, String> ahead =
        new StagedAhead<>(
            PLAN,
            2,
            stop,
            image -> {
              ready.countDown();
              return stage(image);
            })) {
      ahead.fill(2);
      ahead.await();
      ahead.advance();
      awaitUninterrupted(ready);
      stop.request();
      assertThrows(InterruptedIOException.class, ahead::await);
      assertEquals(List.of(2, 3, 4), ahead.withhold());
      assertFalse(ahead.hasNext());
    }
    assertEquals(2, begun.size());
  }

  private static void awaitUninterrupted(CountDownLatch latch) throws InterruptedIOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
