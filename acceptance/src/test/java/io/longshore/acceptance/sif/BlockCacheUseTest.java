package io.longshore.acceptance.sif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Program;
import io.longshore.acceptance.collection.Shell;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.TarLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees of the cache of compressed blocks. */
class BlockCacheUseTest {
  private static final Pattern FOUND =
      Pattern.compile("^([0-9]+) of ([0-9]+) blocks from the cache$", Pattern.MULTILINE);

  @TempDir Path folder;
  private Program program;
  private Path cache;

  @BeforeEach
  void layOutTwoVersions() throws IOException {
    program = Program.install(folder);
    cache = program.home().resolve(".cache/longshore/blocks");
    layOut("first", 20);
    layOut("second", 22);
  }

  @Test
  void theNextVersionTakesTheBlocksItSharesWithTheLast() throws IOException {
    Matcher cold = found("build", "-v", "first.sif", "first.oci");
    assertEquals("0", cold.group(1));
    Matcher warm = found("build", "-v", "second.sif", "second.oci");
    int blocks = Integer.parseInt(warm.group(2));
    assertTrue(Integer.parseInt(warm.group(1)) > blocks * 0.8, warm.group());
    assertTrue(Integer.parseInt(warm.group(1)) < blocks, warm.group());

    run("build", "--no-cache", "again.sif", "second.oci");
    assertEquals(-1, Files.mismatch(file("second.sif"), file("again.sif")));
  }

  @Test
  void withoutTheCacheNothingIsWrittenThere() throws IOException {
    Shell.Result result = run("build", "-v", "--no-cache", "first.sif", "first.oci");
    assertFalse(result.errors().contains("cache"), result.errors());
    assertTrue(Files.notExists(cache));
  }

  @Test
  void theCacheIsShownAndCleared() throws IOException {
    run("build", "first.sif", "first.oci");
    Shell.Result shown = run("cache");
    assertTrue(shown.output().startsWith(cache + "\n"), shown.output());
    assertTrue(shown.output().contains(" blocks\n  used on "), shown.output());
    assertTrue(run("cache", "--json").output().startsWith("{\"event\":\"cache\""));
    assertTrue(run("cache", "prune", "--max-size", "10G").errors().startsWith("0 B freed"));
    String listed = run("cache", "list").output();
    assertTrue(listed.contains(".pack  ("), listed);
    assertTrue(listed.contains("\n1 file, "), listed);
    assertTrue(run("cache", "verify").output().contains("; all are whole"));
    Shell.Result foretold = run("cache", "prune", "--older-than", "0m", "--dry-run", "--json");
    assertTrue(foretold.output().startsWith("{\"event\":\"cache_entry\""), foretold.output());
    assertTrue(foretold.errors().endsWith(" would be freed\n"), foretold.errors());
    assertTrue(run("cache", "clear").errors().matches("(?s)[0-9.]+ [kM]B freed\n"));
    assertTrue(run("cache").output().contains("  0 B of at most "));
  }

  @Test
  void aCacheThatCannotBeUsedIsNoFailure() throws IOException {
    Files.createDirectories(cache.getParent());
    Files.writeString(cache, "in the way");
    Shell.Result result = run("build", "-v", "first.sif", "first.oci");
    String warning =
        "warning: " + cache + ": the cache of compressed blocks there is not used: it is no folder";
    assertTrue(result.errors().contains(warning), result.errors());
  }

  @Test
  void aSizeThatIsNoneIsRefusedBeforeAnythingIsBuilt() throws IOException {
    Shell.Result result =
        program.run(
            program.shell().at(folder).with("LONGSHORE_CACHE_SIZE", "lots"),
            "build",
            "first.sif",
            "first.oci");
    assertEquals(2, result.exitCode());
    assertTrue(
        result
            .errors()
            .startsWith("error: longshore build: LONGSHORE_CACHE_SIZE: 'lots' is no size"),
        result.errors());
    assertTrue(Files.notExists(file("first.sif")));
  }

  private Matcher found(String... arguments) {
    Shell.Result result = run(arguments);
    Matcher matcher = FOUND.matcher(result.errors());
    assertTrue(matcher.find(), result.errors());
    return matcher;
  }

  private Shell.Result run(String... arguments) {
    Shell.Result result = program.run(program.shell().at(folder), arguments);
    assertEquals(0, result.exitCode(), result.errors());
    return result;
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private void layOut(String name, int files) throws IOException {
    TarLayer layer = TarLayer.create();
    Random random = new Random(3);
    for (int i = 0; i < files; i++) {
      byte[] content = new byte[400_000];
      random.nextBytes(content);
      layer.file("data/%02d".formatted(i), 0644, content);
    }
    Layouts.write(
        file(name + ".oci"), ImageMaker.create().plainLayer(layer.toBytes()).make(), Map.of());
  }
}
