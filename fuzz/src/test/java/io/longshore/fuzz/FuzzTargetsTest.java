package io.longshore.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.testing.Extent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A short run of each target, and the proof that it would find something. */
class FuzzTargetsTest {
  private static final int EXECUTIONS = 4000;
  private static final int SECONDS_OF_THE_WHOLE = 120;
  private static final int PART_TRIED = 3;
  private static final int PART_WITH_A_FAULT = 2;

  /** What reads beside the reader takes up to ten; the smallest reader has 38. */
  private static final int LEAST_EDGES = 30;

  private static final Extent EXTENT = Extent.asked();

  /** Found in two to ten on an idle machine; the run ends there. */
  private static final int MOST_SECONDS_TO_FIND = 240;

  @TempDir Path folder;

  static List<Target> tried() {
    return EXTENT.of(List.of(Target.values()), PART_TRIED);
  }

  @ParameterizedTest
  @MethodSource("tried")
  void findsNothing(Target target) throws IOException, InterruptedException {
    FuzzRun run = run(target);
    FuzzReport report =
        EXTENT.isWhole() ? run.run(SECONDS_OF_THE_WHOLE) : run.runExecutions(EXECUTIONS);
    System.out.println(report.line());
    assertEquals(Optional.empty(), report.finding());
    assertTrue(report.executions() >= EXECUTIONS, "too few inputs were tried");
    assertTrue(
        report.edges() >= LEAST_EDGES,
        () -> "only " + report.edges() + " branches: the reader is not in " + target);
  }

  static List<Target> planted() {
    return EXTENT.of(List.of(Target.values()), PART_WITH_A_FAULT);
  }

  @ParameterizedTest
  @MethodSource("planted")
  void findsAPlantedFault(Target target) throws IOException, InterruptedException {
    FuzzReport report = run(target).runWithFault(MOST_SECONDS_TO_FIND, repository());
    System.out.println(report.line());
    assertTrue(report.finding().isPresent(), "not found: " + target.plantedFault());
  }

  /** Were the seeds enough to stumble over a fault, finding it would prove nothing. */
  @ParameterizedTest
  @EnumSource(Target.class)
  void theSeedsAreSound(Target target) throws Exception {
    for (Seed seed : target.seeds()) {
      target.entryPoint().getMethod("fuzzerTestOneInput", byte[].class).invoke(null, seed.bytes());
    }
  }

  private FuzzRun run(Target target) {
    return new FuzzRun(target, folder, EXTENT.seed());
  }

  private static Path repository() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("dev/fuzz"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
