package io.longshore.cli.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.plan.Evidence;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.plan.PlanEntry;
import io.longshore.collection.plan.PlannedImage;
import io.longshore.collection.stage.WorkStep;
import io.longshore.ground.Digest;
import io.longshore.image.RecipeExtras;
import io.longshore.oci.Descriptor;
import io.longshore.oci.Reference;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBoardTest {
  private static final PlannedImage A = image("a");
  private static final PlannedImage B = image("b");

  private final AtomicLong now = new AtomicLong();
  private final ProgressBoard board = new ProgressBoard(now::get);

  private void wait(int seconds) {
    now.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  private static Descriptor layer(int number, long size) {
    return new Descriptor("layer", Digest.of(new byte[] {(byte) number}), size);
  }

  private static WorkStep fetch(Descriptor... layers) {
    return new WorkStep.Fetch(List.of(layers));
  }

  private static PlannedImage image(String name) {
    return new PlanEntry.Eligible(
        new ImageNames("images/bids", name),
        Reference.parse("bids/" + name),
        new RecipeExtras(List.of(), new LinkedHashMap<>(), List.of()),
        Optional.empty(),
        List.of(),
        List.of(),
        new Evidence.Recipe("images/bids/Singularity." + name));
  }

  @Test
  void countsWhatIsHereAndForetellsTheRest() {
    Descriptor layer = layer(1, 1000);
    board.planned(2);
    board.begun(A, new WorkStep.LookUp());
    board.begun(A, fetch(layer));
    board.state();
    wait(10);
    board.fetched(A, layer, 500);

    ProgressState state = board.state();

    assertEquals(500, state.fetched());
    assertEquals(500, state.layerBytesHere());
    assertEquals(2000, state.layerBytes());
    assertTrue(state.layerBytesGuessed());
    assertEquals(50.0, state.fetchRate());
    // 500 of 4000 bytes to fetch and to build took 10 seconds.
    assertEquals(Optional.of(Duration.ofSeconds(70)), state.left());
    assertEquals(List.of(new ImageProgress("a", fetch(layer), 500, 1000)), state.working());
  }

  @Test
  void whatIsHereNeedsNoFetching() {
    board.planned(1);
    board.begun(A, fetch(layer(1, 400), layer(2, 600)));
    board.here(A, layer(1, 400));

    ProgressState state = board.state();

    assertEquals(0, state.fetched());
    assertEquals(400, state.layerBytesHere());
    assertEquals(1000, state.layerBytes());
    assertFalse(state.layerBytesGuessed());
    assertEquals(400, state.working().getFirst().done());
  }

  @Test
  void aLayerThatComesWithAnotherImageIsSeenToCome() {
    Descriptor shared = layer(1, 1000);
    board.begun(A, fetch(shared, layer(2, 100)));
    board.begun(B, fetch(shared));
    board.begun(B, new WorkStep.AwaitLayer("a"));
    board.fetched(A, shared, 300);

    assertEquals(
        new ImageProgress("b", new WorkStep.AwaitLayer("a"), 300, 1000),
        board.state().working().getLast());
    assertEquals(1100, board.state().layerBytes());
  }

  @Test
  void aDownloadThatBeginsAnewIsNotCountedTwice() {
    Descriptor layer = layer(1, 1000);
    board.begun(A, fetch(layer));
    board.fetched(A, layer, 700);
    board.fetched(A, layer, 700);

    assertEquals(1400, board.state().fetched());
    assertEquals(1000, board.state().layerBytesHere());
    assertEquals(1000, board.state().layerBytes());
  }

  @Test
  void ofAnImageThatFailsWhatHasComeCounts() {
    Descriptor shared = layer(1, 1000);
    board.begun(A, fetch(shared, layer(2, 5000)));
    board.begun(B, fetch(shared));
    board.fetched(A, layer(2, 5000), 10);
    board.ended(A);
    board.failed(A.names());

    assertEquals(10, board.state().layerBytesHere());
    assertEquals(1010, board.state().layerBytes());
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
    board.begun(A, fetch(layer(1, 1000)));
    board.fetched(A, layer(1, 1000), 1000);
    board.here(A, layer(1, 1000));
    board.ended(A);
    board.migrated();
    board.begun(B, new WorkStep.LookUp());
    board.ended(B);
    board.failed(B.names());

    ProgressState state = board.state();

    assertEquals(List.of(), state.working());
    assertEquals(1000, state.fetched());
    assertEquals(1000, state.layerBytesHere());
    assertEquals(1000, state.layerBytes());
    assertEquals(1000, board.fetched());
    assertEquals(1, state.migrated());
    assertEquals(1, state.failed());
  }

  @Test
  void anEventHasStableNames() {
    board.planned(1);
    board.begun(A, fetch(layer(1, 1000)));
    board.notice("docker.io", "wait");

    Map<String, Object> event = ProgressDisplay.event(board.state());

    assertEquals(
        List.of(
            "event",
            "images",
            "migrated",
            "failed",
            "fetched_bytes",
            "layer_bytes_here",
            "layer_bytes",
            "layer_bytes_guessed",
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
