package io.longshore.acceptance.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.collection.SmallCollection;
import io.longshore.loopback.Access;
import io.longshore.loopback.Fault;
import io.longshore.loopback.FaultPlan;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.MadeImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry in which much is wrong: each fault costs the image it strikes, and no other. */
class RegistryFaultsTest {
  @TempDir Path folder;

  @Test
  void eachFaultCostsOneImageNamesItsClassAndIsOverWhenTheRegistryIsMended() throws IOException {
    StruckRegistry registry = new StruckRegistry(Strike.all());
    try (SmallCollection small =
        SmallCollection.of(folder, LoopbackOptions.PLAIN.withFaults(registry), registry.size())) {
      registry.serves(small.images());
      Map<String, String> expected = new TreeMap<>();
      for (int image = 0; image < registry.size(); image++) {
        Optional<String> kind = registry.strikeOn(image).flatMap(Strike::expected);
        if (kind.isPresent()) {
          expected.put(small.recipe(image), kind.get());
        }
      }
      assertEquals(27, expected.size());

      Path log = folder.resolve("failures.tsv");
      Shell.Result struck =
          small.migrate("--skip-failures", "--jobs", "4", "--log-file", log.toString());

      assertEquals(1, struck.exitCode(), struck.errors());
      assertEquals(expected, classes(log));
      for (int image = 0; image < registry.size(); image++) {
        assertEquals(
            !expected.containsKey(small.recipe(image)),
            small.isMigrated(image),
            small.recipe(image));
      }
      assertInOrder(small);

      registry.mend();
      Shell.Result mended = small.migrate("--jobs", "4");
      assertEquals(0, mended.exitCode(), mended.errors());
      assertAllMigrated(small);
    }
  }

  @Test
  void tokensThatExpireMidwayAreRenewed() throws IOException {
    // The first requests for some blobs outlive their token; those with a new token are answered.
    Set<String> asked = ConcurrentHashMap.newKeySet();
    FaultPlan slow =
        request ->
            request.isForBlob() && asked.size() < 3 && asked.add(request.target())
                ? Optional.of(new Fault.Delay(Duration.ofSeconds(5)))
                : Optional.empty();
    Access brief = new Access.WithToken(Duration.ofSeconds(4), 60, Optional.empty());
    try (SmallCollection small =
        SmallCollection.of(folder, LoopbackOptions.PLAIN.withAccess(brief).withFaults(slow), 3)) {
      Shell.Result result = small.migrate();
      assertEquals(0, result.exitCode(), result.errors());
      assertTrue(
          small.registry().received().stream().filter(r -> r.target().startsWith("/token")).count()
              > 3);
      assertAllMigrated(small);
    }
  }

  @Test
  void aLayerThatBrokeOffIsGoneOnWithByTheNextRun() throws IOException {
    AtomicBoolean broken = new AtomicBoolean(true);
    AtomicReference<MadeImage> image = new AtomicReference<>();
    FaultPlan plan =
        request ->
            broken.get() && Strike.Step.LAYER.isFor(request, image.get())
                ? Optional.of(new Fault.Truncate(request.range().isEmpty() ? 100 : 0))
                : Optional.empty();
    try (SmallCollection small =
        SmallCollection.of(folder, LoopbackOptions.PLAIN.withFaults(plan), 2)) {
      image.set(small.images().getLast());
      assertEquals(1, small.migrate().exitCode());
      assertTrue(small.isMigrated(0));
      int before = small.registry().received().size();
      broken.set(false);
      Shell.Result again = small.migrate();
      assertEquals(0, again.exitCode(), again.errors());
      assertEquals(
          List.of("bytes=100-"),
          small.registry().received().stream()
              .skip(before)
              .flatMap(request -> request.range().stream())
              .toList());
      assertAllMigrated(small);
    }
  }

  /** The class of failure of each recipe in a log. */
  static Map<String, String> classes(Path log) throws IOException {
    return Files.readAllLines(log).stream()
        .map(line -> line.split("\t"))
        .collect(Collectors.toMap(f -> f[0], f -> f[1], (a, b) -> a + " and " + b, TreeMap::new));
  }

  static void assertAllMigrated(SmallCollection small) {
    for (int image = 0; image < small.recipes().size(); image++) {
      assertTrue(small.isMigrated(image), small.recipe(image));
    }
    assertInOrder(small);
  }

  /** What is migrated is what it claims to be, and nothing lies about. */
  static void assertInOrder(SmallCollection small) {
    assertEquals("", small.shell().run("git", "status", "--porcelain"));
    small.shell().run("git", "fsck", "--no-progress", "--no-dangling");
    if (Files.exists(small.dataset().path("images-oci/.git"))) {
      assertEquals("", small.dataset().imagesOci().run("git", "status", "--porcelain"));
      small.dataset().imagesOci().run("git", "annex", "fsck", "--quiet");
      Shell.Result verified = small.program().run(small.shell(), "verify", "--rebuild");
      assertEquals(0, verified.exitCode(), verified.errors());
    }
  }
}
