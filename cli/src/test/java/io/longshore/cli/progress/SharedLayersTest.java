package io.longshore.cli.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Plays the events of ten recipes that share layers, and looks at every moment. */
class SharedLayersTest {
  private static final int IMAGES = 10;

  /** Two layers of the distribution are in all images, a third in every second one. */
  private static List<Descriptor> layersOf(int image) {
    List<Descriptor> layers = new ArrayList<>();
    layers.add(layer("distribution", 80_000_000));
    layers.add(layer("packages", 320_000_000));
    if (image % 2 == 0) {
      layers.add(layer("python", 150_000_000));
    }
    layers.add(layer("own " + image, 1_000_000L * (image + 1)));
    return layers;
  }

  private static Descriptor layer(String text, long size) {
    return new Descriptor("layer", Digest.of(text.getBytes(StandardCharsets.UTF_8)), size);
  }

  private static PlannedImage image(int number) {
    String name = "bids-app-" + number + "--1.0";
    return new PlanEntry.Eligible(
        new ImageNames("images/bids", name),
        Reference.parse("bids/app:" + number),
        new RecipeExtras(List.of(), new LinkedHashMap<>(), List.of()),
        Optional.empty(),
        List.of(),
        List.of(),
        new Evidence.Recipe("images/bids/Singularity." + name));
  }

  /** What one image has yet to do, in its order. */
  private final class Work {
    private final PlannedImage image;
    private final List<Descriptor> layers;
    private final boolean fails;
    private int at = -2;
    private long ofLayer;
    private long built;
    private boolean waits;

    Work(int number, boolean fails) {
      this.image = image(number);
      this.layers = layersOf(number);
      this.fails = fails;
    }

    /** Whether that was the end. */
    boolean goOn(Random random) {
      if (at == -2) {
        board.begun(image, new WorkStep.LookUp());
        at++;
      } else if (at == -1) {
        board.begun(image, new WorkStep.Fetch(layers));
        at++;
      } else if (at < layers.size()) {
        return fetch(layers.get(at), random);
      } else {
        return build(random);
      }
      return false;
    }

    private boolean fetch(Descriptor layer, Random random) {
      if (here.contains(layer.digest())) {
        board.here(image, layer);
        if (waits) {
          board.begun(image, new WorkStep.Fetch(layers));
          waits = false;
        }
        at++;
        ofLayer = 0;
      } else if (ofLayer == 0 && !fetching.add(layer.digest())) {
        if (!waits) {
          board.begun(image, new WorkStep.AwaitLayer("another"));
          waits = true;
        }
      } else {
        long piece = Math.min(layer.size() - ofLayer, 1 + random.nextInt(50_000_000));
        board.fetched(image, layer, piece);
        ofLayer += piece;
        if (fails && at == layers.size() - 1) {
          board.ended(image);
          board.failed(image.names());
          return true;
        }
        if (ofLayer == layer.size()) {
          here.add(layer.digest());
        }
      }
      return false;
    }

    private boolean build(Random random) {
      long bytes = layers.stream().mapToLong(Descriptor::size).sum();
      if (built == 0) {
        board.begun(image, new WorkStep.Build(bytes));
      }
      long piece = Math.min(bytes - built, 1 + random.nextInt(200_000_000));
      board.advanced(image, piece);
      built += piece;
      if (built < bytes) {
        return false;
      }
      board.begun(image, new WorkStep.Publish());
      board.ended(image);
      board.migrated();
      return true;
    }
  }

  private ProgressBoard board = new ProgressBoard();
  private Set<Digest> here = new LinkedHashSet<>();
  private Set<Digest> fetching = new LinkedHashSet<>();

  private ProgressState play(Random random, int failing) {
    board = new ProgressBoard();
    here = new LinkedHashSet<>();
    fetching = new LinkedHashSet<>();
    board.planned(IMAGES);
    List<Work> ahead =
        new ArrayList<>(
            IntStream.range(0, IMAGES).mapToObj(i -> new Work(i, i == failing)).toList());
    List<Work> going = new ArrayList<>();
    ProgressState before = board.state();
    while (!ahead.isEmpty() || !going.isEmpty()) {
      while (going.size() < 4 && !ahead.isEmpty()) {
        going.add(ahead.removeFirst());
      }
      Work next = going.get(random.nextInt(going.size()));
      if (next.goOn(random)) {
        going.remove(next);
      }
      before = checked(before, board.state());
    }
    return before;
  }

  private static ProgressState checked(ProgressState before, ProgressState now) {
    assertTrue(before.fetched() <= now.fetched(), "bytes fetched became fewer");
    assertTrue(before.layerBytesHere() <= now.layerBytesHere(), "bytes here became fewer");
    assertTrue(now.layerBytesHere() <= now.layerBytes(), "more is here than there is in all");
    assertTrue(now.fetched() <= now.layerBytesHere(), "more was fetched than is here");
    for (ImageProgress image : now.working()) {
      assertTrue(image.done() <= image.total(), image + " is more than done");
      seenAtBothWidths(image, now);
    }
    return now;
  }

  private static void seenAtBothWidths(ImageProgress image, ProgressState state) {
    for (int width : new int[] {40, 80}) {
      List<String> rows =
          ProgressView.block(state, width).stream()
              .filter(row -> row.startsWith("  " + image.name() + "  "))
              .toList();
      assertEquals(1, rows.size(), () -> image + " in " + ProgressView.block(state, width));
      if (image.total() > 0 && image.done() < image.total()) {
        String percent = image.done() * 100 / image.total() + " %";
        assertTrue(rows.getFirst().contains(percent), rows.getFirst() + " lacks " + percent);
      }
    }
  }

  @Property(tries = 10)
  void sumsRiseToTheirTotal(@ForAll long seed) {
    ProgressState end = play(new Random(seed), /* failing= */ -1);

    long distinct = 80_000_000 + 320_000_000 + 150_000_000 + 55_000_000;
    assertEquals(distinct, end.layerBytes());
    assertEquals(distinct, end.layerBytesHere());
    assertEquals(distinct, end.fetched());
    assertEquals(IMAGES, end.migrated());
  }

  @Test
  void anImageThatFailsLeavesNoGap() {
    ProgressState end = play(new Random(16), /* failing= */ 3);

    assertEquals(1, end.failed());
    assertEquals(end.layerBytes(), end.layerBytesHere());
  }
}
