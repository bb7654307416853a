package io.longshore.cli.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.stage.WorkStep;
import io.longshore.ground.Digest;
import io.longshore.oci.Descriptor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressViewTest {
  private static final ProgressState STATE =
      new ProgressState(
          389,
          12,
          1,
          List.of(
              new ImageProgress(
                  "bids-fmriprep--20.2.8", fetch(2_000_000_000), 500_000_000, 2_000_000_000),
              new ImageProgress("bids-mriqc--0.15.1", new WorkStep.Build(400), 100, 400),
              new ImageProgress(
                  "bids-a--1", new WorkStep.AwaitLayer("bids-fmriprep--20.2.8"), 180, 240),
              new ImageProgress("bids-b--1", new WorkStep.AwaitTurn(), 0, 0)),
          4_000_000_000L,
          4_210_000_000L,
          13_000_000_000L,
          true,
          12_300_000,
          Duration.ofMinutes(30),
          Optional.of(Duration.ofMinutes(130)),
          List.of("docker.io wants us to wait until 17:45"));

  private static WorkStep.Fetch fetch(long bytes) {
    return new WorkStep.Fetch(List.of(new Descriptor("layer", Digest.of(new byte[] {1}), bytes)));
  }

  @Test
  void showsTheSumThenEachImageAndWhatItWaitsFor() {
    assertEquals(
        List.of(
            "12 of 389 done, 1 failed | 4.21 GB of about 13.0 GB of layers here | 12.3 MB/s | 2 h 10"
                + " min left",
            "  bids-fmriprep--20.2.8  fetching [#####...............]  25 % of 2.00 GB",
            "  bids-mriqc--0.15.1     building [#####...............]  25 % of 400 B",
            "  bids-a--1              waiting   75 % of 240 B; a layer of it comes with"
                + " bids-fmriprep--20.2.8",
            "  bids-b--1              ready; waits for bids-fmriprep--20.2.8",
            "  docker.io wants us to wait until 17:45"),
        ProgressView.block(STATE, 120));
  }

  @Test
  void leavesOutWordsAtEightyColumns() {
    assertEquals(
        List.of(
            "12 of 389 done, 1 failed | 4.21 GB of about 13.0 GB of layers here | 12.3 MB/s",
            "2 h 10 min left",
            "  bids-fmriprep--20.2.8  fetching [#####...............]  25 % of 2.00 GB",
            "  bids-mriqc--0.15.1     building [#####...............]  25 % of 400 B",
            "  bids-a--1              waiting   75 %",
            "  bids-b--1              ready; waits for bids-fmriprep--20.2.8",
            "  docker.io wants us to wait until 17:45"),
        ProgressView.block(STATE, 80));
  }

  @Test
  void saysWhatAndHowFarAtFortyColumns() {
    assertEquals(
        List.of(
            "12 of 389 done, 1 failed",
            "4.21 GB of about 13.0 GB of layers here",
            "12.3 MB/s | 2 h 10 min left",
            "  bids-fmriprep--20.2.8  fetching  25 %",
            "  bids-mriqc--0.15.1     building  25 %",
            "  bids-a--1              waiting   75 %",
            "  bids-b--1              ready",
            "  docker.io wants us to wait until",
            "  17:45"),
        ProgressView.block(STATE, 40));
  }

  @Test
  void saysTheSameInOneLine() {
    assertEquals(
        "12 of 389 done, 1 failed | 4.21 GB of about 13.0 GB of layers here | 12.3 MB/s | 2 h 10 min"
            + " left; bids-fmriprep--20.2.8 fetching  25 % of 2.00 GB; bids-mriqc--0.15.1 building "
            + " 25 % of 400 B; bids-a--1 waiting   75 % of 240 B; a layer of it comes with"
            + " bids-fmriprep--20.2.8; docker.io wants us to wait until 17:45",
        ProgressView.line(STATE));
  }

  @Test
  void oneImageTakesOneLineOrTwo() {
    ProgressState single =
        new ProgressState(
            0,
            0,
            0,
            List.of(
                new ImageProgress(
                    "bids-fmriprep-docker--20.2.8.sif", new WorkStep.Build(1000), 500, 1000)),
            0,
            0,
            0,
            false,
            0,
            Duration.ofSeconds(9),
            Optional.of(Duration.ofSeconds(9)),
            List.of());
    assertEquals(
        List.of(
            "bids-fmriprep-docker--20.2.8.sif  building [##########..........]  50 % of 1.00 kB | 9"
                + " s left"),
        ProgressView.block(single, 120));
    assertEquals(
        List.of("bids-fmriprep-docker--20.2.8.sif  building  50 % of 1.00 kB | 9 s left"),
        ProgressView.block(single, 80));
    assertEquals(
        List.of("bids-fmripr..--20.2.8.sif  building  50 %", "  9 s left").getLast(),
        ProgressView.block(single, 40).getLast());
    assertTrue(
        ProgressView.block(single, 40).getFirst().endsWith(".8.sif  building  50 %"),
        ProgressView.block(single, 40).getFirst());
  }

  @Property
  void everyRowSaysHowFarItsImageIs(@ForAll @IntRange(min = 40, max = 200) int width) {
    List<String> block = ProgressView.block(STATE, width);
    for (String measured : List.of("fetching", "building", "waiting")) {
      assertTrue(
          block.stream().anyMatch(row -> row.contains(measured) && row.contains("5 %")),
          String.join("\n", block));
    }
  }

  @Property
  void noLineReachesTheEdge(@ForAll @IntRange(min = 1, max = 200) int width) {
    assertTrue(ProgressView.block(STATE, width).stream().allMatch(line -> line.length() < width));
  }

  @Test
  void manyImagesAreCounted() {
    List<ImageProgress> many =
        IntStream.range(0, 30)
            .mapToObj(i -> new ImageProgress("image" + i, new WorkStep.LookUp(), 0, 0))
            .toList();
    ProgressState state =
        new ProgressState(
            30, 0, 0, many, 0, 0, 0, true, 0, Duration.ZERO, Optional.empty(), List.of());
    List<String> block = ProgressView.block(state, 80);
    assertEquals(10, block.size());
    assertEquals("  and 22 more", block.getLast());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "119, 119 s",
    "120, 2 min",
    "7199, 2 h",
    "12000, 3 h 20 min",
    "190800, 2 d 5 h"
  })
  void givesTimesInTwoUnits(long seconds, String text) {
    assertEquals(text, ProgressView.time(Duration.ofSeconds(seconds)));
  }
}
