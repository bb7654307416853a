package io.longshore.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.collection.SmallCollection;
import io.longshore.loopback.Fault;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.ReceivedRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * One job or eight, in whatever order images get ready: the same commits, to the last bit. The
 * registry is the slower, the earlier an image is in the plan. All commits have one date.
 */
class ParallelMigrationTest {
  private static final int IMAGES = 6;
  private static final int FAILING = 2;
  private static final Duration STEP = Duration.ofMillis(150);
  private static final Pattern IMAGE = Pattern.compile("/bids/app-(\\d+)/");

  @TempDir Path folder;
  private SmallCollection collection;
  private Path unmigrated;
  private volatile boolean oneFails;

  @BeforeEach
  void begin() throws IOException {
    collection =
        SmallCollection.of(
            folder,
            folder.resolve("containers"),
            LoopbackOptions.PLAIN.withFaults(this::fault),
            IMAGES,
            shell ->
                shell
                    .with("GIT_AUTHOR_DATE", "2026-01-01T00:00:00Z")
                    .with("GIT_COMMITTER_DATE", "2026-01-01T00:00:00Z"));
    Shell.Result prepared = collection.program().run(collection.shell(), "init");
    assertEquals(0, prepared.exitCode(), prepared.errors());
    unmigrated = collection.dataset().folder();
  }

  @AfterEach
  void end() {
    collection.close();
  }

  private Optional<Fault> fault(ReceivedRequest request) {
    Matcher image = IMAGE.matcher(request.target());
    if (!request.isForManifest() || !image.find()) {
      return Optional.empty();
    }
    int position = Integer.parseInt(image.group(1));
    return oneFails && position == FAILING
        ? Optional.of(new Fault.Status(404, Map.of(), "MANIFEST_UNKNOWN"))
        : Optional.of(new Fault.Delay(STEP.multipliedBy(IMAGES - position)));
  }

  /** Commits of both datasets, and in which order the images were done. */
  private record Outcome(
      String superdataset, String imagesOci, List<String> migrated, int exitCode) {}

  private Outcome migrate(String name, String... options) {
    Path dataset = folder.resolve(name);
    collection.shell().run("cp", "-a", unmigrated.toString(), dataset.toString());
    Shell shell = collection.shell().at(dataset);
    String[] arguments = new String[options.length + 2];
    arguments[0] = "migrate";
    arguments[1] = "--json";
    System.arraycopy(options, 0, arguments, 2, options.length);
    Shell.Result result = collection.program().run(shell, arguments);
    List<String> migrated =
        result
            .output()
            .lines()
            .map(line -> JsonMapper.shared().readTree(line))
            .filter(event -> event.path("event").asString().equals("migrated"))
            .map(event -> event.path("sif").asString())
            .toList();
    assertEquals("", shell.run("git", "status", "--porcelain"));
    return new Outcome(
        shell.run("git", "rev-parse", "HEAD"),
        shell.at(dataset.resolve("images-oci")).run("git", "rev-parse", "HEAD"),
        migrated,
        result.exitCode());
  }

  @Test
  void eightJobsMakeTheCommitsThatOneMakes() {
    Outcome one = migrate("one", "--jobs", "1");
    Outcome eight = migrate("eight", "--jobs", "8");

    assertEquals(0, one.exitCode());
    assertEquals(one, eight);
    assertEquals(one, migrate("limited", "--jobs", "8", "--downloads", "1", "--builds", "1"));
    assertEquals(
        IntStream.range(0, IMAGES)
            .mapToObj(position -> "images/bids/bids-app-" + position + "--1.0.sif")
            .sorted(Comparator.naturalOrder())
            .toList(),
        eight.migrated());
  }

  @Test
  void anImageThatFailsInTheMiddleMakesNoDifference() {
    oneFails = true;
    Outcome one = migrate("one", "--jobs", "1", "--skip-failures");
    Outcome eight = migrate("eight", "--jobs", "8", "--skip-failures");
    Outcome withheld = migrate("withheld", "--jobs", "8");

    assertEquals(one, eight);
    assertEquals(IMAGES - 1, eight.migrated().size());
    assertNotEquals(0, eight.exitCode());
    assertEquals(eight.migrated().subList(0, FAILING), withheld.migrated());
    assertEquals(withheld, migrate("withheld-by-one", "--jobs", "1"));
  }
}
