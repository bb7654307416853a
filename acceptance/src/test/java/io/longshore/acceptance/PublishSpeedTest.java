package io.longshore.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.collection.SmallCollection;
import io.longshore.loopback.LoopbackOptions;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * What publishing does does not grow with what git-annex remembers. Also prints how long it takes:
 * {@code -Dlongshore.annex.lines=1000000} fills its branches more than a build has time for.
 */
class PublishSpeedTest {
  private static final int IMAGES = 6;
  private static final int LINES = Integer.getInteger("longshore.annex.lines", 40_000);
  private static final int LINES_A_FILE = 4;

  @TempDir Path folder;

  @Test
  void aLongMemoryOfGitAnnexDoesNotSlowPublishingDown() throws IOException {
    try (SmallCollection collection =
        SmallCollection.of(folder, LoopbackOptions.PLAIN, 2 * IMAGES)) {
      assertEquals(0, collection.program().run(collection.shell(), "init").exitCode());
      double before = median(migrate(collection, 0, "empty"));
      fill(collection.shell());
      fill(collection.dataset().imagesOci());
      double after = median(migrate(collection, IMAGES, "filled"));
      System.out.printf(
          Locale.ROOT,
          "publishing an image: %.3f s, with %d lines in each annex branch %.3f s%n",
          before,
          LINES,
          after);
      int atFirst = processes("empty");
      int then = processes("filled");
      assertTrue(then <= atFirst, then + " git processes, where " + atFirst + " did before");
    }
  }

  private List<Double> migrate(SmallCollection collection, int from, String trace)
      throws IOException {
    Path traces = Files.createDirectory(folder.resolve(trace));
    collection.shell().run("git", "config", "--global", "trace2.eventTarget", traces.toString());
    String[] arguments =
        IntStream.range(from, from + IMAGES).mapToObj(collection::recipe).toArray(String[]::new);
    long begin = System.nanoTime();
    Shell.Result result = collection.migrateFrom(collection.shell(), withJson(arguments));
    System.out.printf(
        Locale.ROOT, "%d images in %.1f s%n", IMAGES, (System.nanoTime() - begin) / 1e9);
    assertEquals(0, result.exitCode(), result.errors());
    return result
        .output()
        .lines()
        .map(line -> JsonMapper.shared().readTree(line))
        .filter(event -> event.path("event").asString().equals("migrated"))
        .map(event -> event.path("publish_seconds").asDouble())
        .toList();
  }

  /** Git writes a file for each of its processes. */
  private int processes(String trace) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(trace))) {
      return (int) files.count();
    }
  }

  private static String[] withJson(String[] arguments) {
    return IntStream.rangeClosed(0, arguments.length)
        .mapToObj(i -> i == 0 ? "--json" : arguments[i - 1])
        .toArray(String[]::new);
  }

  private static double median(List<Double> seconds) {
    assertEquals(IMAGES, seconds.size());
    return seconds.stream().sorted().toList().get(IMAGES / 2);
  }

  /** Location logs as git-annex writes them, of content that other clones have. */
  private void fill(Shell repository) throws IOException {
    Path stream = Files.createTempFile(folder, "stream", "");
    try (BufferedWriter out = Files.newBufferedWriter(stream)) {
      out.write(
          """
          commit refs/heads/git-annex
          committer A <a@example.org> 1700000000 +0000
          data 4
          fill
          from refs/heads/git-annex^0
          """);
      for (int file = 0; file < LINES / LINES_A_FILE; file++) {
        StringBuilder log = new StringBuilder();
        for (int clone = 0; clone < LINES_A_FILE; clone++) {
          log.append("1700000000s 1 00000000-0000-4000-8000-00000000000")
              .append(clone)
              .append('\n');
        }
        String hex = HexFormat.of().toHexDigits(file * 2_654_435_761L);
        out.write(
            "M 644 inline %s/%s/MD5-s1--%s.log\ndata %d\n%s"
                .formatted(hex.substring(8, 11), hex.substring(11, 14), hex, log.length(), log));
      }
    }
    repository.run("sh", "-c", "git fast-import --quiet <" + stream);
    Files.delete(stream);
    assertTrue(
        repository.run("git", "ls-tree", "-r", "--name-only", "git-annex").lines().count()
            >= LINES / LINES_A_FILE);
  }
}
