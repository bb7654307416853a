package io.longshore.cli.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.stage.WorkStep;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBoardTest {
  private final AtomicLong now = new AtomicLong();
  private final ProgressBoard board = new ProgressBoard(now::get);

  private void wait(int seconds) {
    now.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  @Test
  void countsWhatIsFetchedAndForetellsTheRest() {
    board.planned(2);
    board.begun("a", new WorkStep.LookUp());
    board.begun("a", new WorkStep.Fetch(1000));
    board.state();
    wait(10);
    board.advanced("a", 500);

    ProgressState state = board.state();

    assertEquals(500, state.fetched());
    assertEquals(2000, state.toFetch());
    assertTrue(state.toFetchIsGuess());
    assertEquals(50.0, state.fetchRate());
    // 500 of 4000 bytes to fetch and to build took 10 seconds.
    assertEquals(Optional.of(Duration.ofSeconds(70)), state.left());
    assertEquals(
        List.of(new ImageProgress("a", new WorkStep.Fetch(1000), 500, 1000)), state.working());
  }

  @Test
  void whatIsHereNeedsNoFetching() {
    board.planned(1);
    board.begun("a", new WorkStep.Fetch(1000));
    board.found("a", 400);

    ProgressState state = board.state();

    assertEquals(600, state.toFetch());
    assertFalse(state.toFetchIsGuess());
    assertEquals(400, state.working().getFirst().done());
  }

  @Test
  void waitingForALayerForgetsNothing() {
    board.begun("a", new WorkStep.Fetch(1000));
    board.advanced("a", 300);
    board.begun("a", new WorkStep.AwaitLayer("b"));
    board.begun("a", new WorkStep.Fetch(1000));
    board.found("a", 700);

    assertEquals(300, board.state().fetched());
    assertEquals(1000, board.state().working().getFirst().done());
  }

  @Test
  void layersReadTwiceMakeTheBuildLonger() {
    board.begun("a", new WorkStep.Build(100));
    board.advanced("a", 150);

    ImageProgress image = board.state().working().getFirst();

    assertEquals(150, image.done());
    assertEquals(150, image.total());
  }

  @Test
  void keepsSumsOfWhatEnded() {
    board.planned(2);
    board.begun("a", new WorkStep.Fetch(1000));
    board.advanced("a", 1000);
    board.ended("a");
    board.migrated();
    board.begun("b", new WorkStep.LookUp());
    board.ended("b");
    board.failed();

    ProgressState state = board.state();

    assertEquals(List.of(), state.working());
    assertEquals(1000, state.fetched());
    assertEquals(1000, state.toFetch());
    assertEquals(1000, board.fetched());
    assertEquals(1, state.migrated());
    assertEquals(1, state.failed());
  }

  @Test
  void anEventHasStableNames() {
    board.planned(1);
    board.begun("a", new WorkStep.Fetch(1000));
    board.notice("docker.io", "wait");

    Map<String, Object> event = ProgressDisplay.event(board.state());

    assertEquals(
        List.of(
            "event",
            "images",
            "migrated",
            "failed",
            "fetched_bytes",
            "fetch_bytes",
            "fetch_bytes_guessed",
            "bytes_per_second",
            "seconds",
            "working",
            "notices"),
        List.copyOf(event.keySet()));
    assertEquals(
        List.of(Map.of("image", "a", "step", "fetch", "bytes", 0L, "of_bytes", 1000L)),
        event.get("working"));
  }
}
