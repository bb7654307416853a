package io.longshore.benchmark.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.benchmark.image.ImageFacts;
import io.longshore.benchmark.image.Shape;
import io.longshore.benchmark.measure.Builder;
import io.longshore.benchmark.measure.Builders;
import io.longshore.benchmark.measure.Measurement;
import io.longshore.benchmark.measure.Workspace;
import io.longshore.ground.Digest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class ReportTest {
  private record Named(String name) implements Builder {
    @Override
    public String version() {
      return "1";
    }

    @Override
    public List<List<String>> commands(Workspace workspace) {
      return List.of();
    }
  }

  @Test
  void hasMediansRatiosAndVerdicts() {
    SequencedMap<Builder, List<Measurement>> results = new LinkedHashMap<>();
    results.put(
        new Named(Builders.LONGSHORE_GZIP),
        List.of(
            new Measurement(9, 14, 400_000_000, 0, 0, 240_000_000),
            new Measurement(8, 15, 410_000_000, 0, 0, 240_000_000),
            new Measurement(7, 16, 700_000_000, 0, 0, 240_000_000)));
    results.put(
        new Named(Builders.APPTAINER),
        List.of(
            new Measurement(48, 90, 820_000_000, 850_000_000, 0, 242_000_000),
            new Measurement(51, 91, 820_000_000, 850_000_000, 0, 242_000_000),
            new Measurement(44, 90, 820_000_000, 850_000_000, 0, 242_000_000)));
    ImageFacts facts =
        new ImageFacts(Digest.of(new byte[0]), 2, 414_000_000, 866_000_000, 606_000_000, 12_345);

    assertEquals(
        """
        ### hidden

        Debian with R, NumPy, SciPy and pandas; a second layer hides much of the first.
        2 layers, 414 MB compressed, 866 MB unpacked; 606 MB in 12,345 files visible; \
        manifest sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855.

        | builder        | wall s |   from - to | CPU s | memory MB | temporary disk MB | output MB |
        |----------------|-------:|------------:|------:|----------:|------------------:|----------:|
        | longshore-gzip |   8.00 | 7.00 - 9.00 |  15.0 |       410 |              0.00 |       240 |
        | apptainer      |   48.0 | 44.0 - 51.0 |  90.0 |       820 |               850 |       242 |

        | ratio                      | wall |  CPU | memory | output |
        |----------------------------|-----:|-----:|-------:|-------:|
        | apptainer / longshore-gzip | 6.00 | 6.00 |   2.00 |   1.01 |

        - MISSED: longshore-gzip is at least 7.00 times as fast as apptainer: 6.00
        - met: longshore-gzip makes no larger file than apptainer: 0.9917 of it
        - met: longshore-gzip has at most 600 MB in memory: 410

        """,
        Report.of(Shape.HIDDEN, facts, results));
  }
}
