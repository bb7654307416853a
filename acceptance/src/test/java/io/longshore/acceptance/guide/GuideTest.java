package io.longshore.acceptance.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.testing.Extent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each line of the published guide, as the table in {@code docs/guide.md} has it, done with the
 * real tools. Lines are done in the table's order, as one that reads the guide would.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuideTest {
  /** What they type, {@code dev/test} runs as well. */
  private static final Set<String> TESTS_OF_SCRIPTS = Set.of("T1", "T2");

  private final List<GuideLine> lines = Guide.lines();
  private GuideGround ground;
  private Map<String, LineExecutor> executors;

  @BeforeAll
  void prepare(@TempDir Path folder) throws IOException {
    ground = GuideGround.in(folder);
    executors = new HashMap<>();
    for (Map<String, LineExecutor> some :
        List.of(
            new MigrationLines(ground).executors(),
            new ByHandLines(ground).executors(),
            new TestLines(ground).executors(),
            new TroubleLines(ground).executors(),
            new PromiseLines(ground).executors())) {
      some.forEach(
          (name, executor) ->
              assertEquals(null, executors.put(name, executor), name + " has two executors"));
    }
  }

  @AfterAll
  void close() {
    ground.close();
  }

  @Test
  void theTableAndTheExecutorsAreOfTheSameLines() {
    List<String> names = lines.stream().map(GuideLine::name).sorted().toList();
    assertEquals(new ArrayList<>(new TreeSet<>(executors.keySet())), names);
  }

  @TestFactory
  Stream<DynamicTest> everyLineDoesWhatTheTableSays() {
    return lines.stream()
        .filter(line -> Extent.asked().isWhole() || !TESTS_OF_SCRIPTS.contains(line.name()))
        .map(
            line ->
                DynamicTest.dynamicTest(
                    line.toString(),
                    () -> {
                      executors.get(line.name()).execute(line);
                      line.requireTried();
                    }));
  }
}
