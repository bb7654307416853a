package io.longshore.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.GitAnnexRelease;
import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.collection.SmallCollection;
import io.longshore.acceptance.collection.Snapshot;
import io.longshore.loopback.Access;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.MadeIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The ways a migration is asked for, and where it works. */
class MigrationUseTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;

  @Test
  void recipesAreNamedFromTheCurrentFolderOrFromTheDataset() throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, LoopbackOptions.PLAIN, 3)) {
      Shell inside = small.shell().at(small.dataset().path("images/bids"));
      Shell.Result fromCurrentFolder =
          small.migrateFrom(inside, "Singularity.bids-app-2--1.0", small.recipe(1));
      assertEquals(0, fromCurrentFolder.exitCode(), fromCurrentFolder.errors());
      assertFalse(small.isMigrated(0));
      assertTrue(small.isMigrated(1));
      assertTrue(small.isMigrated(2));
      Shell outside = small.shell().at(folder);
      Shell.Result fromDataset =
          small.migrateFrom(outside, "-C", small.dataset().folder().toString(), small.recipe(0));
      assertEquals(0, fromDataset.exitCode(), fromDataset.errors());
      assertTrue(small.isMigrated(0));
    }
  }

  @Test
  void aDryRunShowsThePlanAndChangesNothing() throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, LoopbackOptions.PLAIN, 2)) {
      Snapshot before = Snapshot.of(small.shell());
      Shell.Result result = small.migrate("--dry-run");
      assertEquals(0, result.exitCode(), result.errors());
      assertTrue(result.output().contains(small.recipe(0)), result.output());
      assertTrue(result.output().contains(small.recipe(1)), result.output());
      assertEquals(before, Snapshot.of(small.shell()));
      assertTrue(
          small.registry().received().stream()
              .noneMatch(
                  r ->
                      r.target().contains("blobs")
                          && small.images().stream()
                              .flatMap(i -> i.manifest().layers().stream())
                              .anyMatch(layer -> r.target().endsWith(layer.digest().toString()))));
    }
  }

  @Test
  void programsGetOneObjectALine() throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, LoopbackOptions.PLAIN, 2)) {
      Shell.Result result = small.migrate("--json");
      assertEquals(0, result.exitCode(), result.errors());
      List<JsonNode> events = result.output().lines().map(line -> JSON.readTree(line)).toList();
      assertTrue(events.stream().allMatch(JsonNode::isObject));
      assertEquals("estimate", events.getFirst().path("event").asString());
      assertEquals("plan", events.get(1).path("event").asString());
      List<String> migrated =
          events.stream()
              .filter(event -> event.path("event").asString().equals("migrated"))
              .map(event -> event.path("recipe").asString())
              .toList();
      assertEquals(List.of(small.recipe(0), small.recipe(1)), migrated);
      assertEquals(2, events.getLast().path("migrated").asInt());
    }
  }

  @Test
  void theProfileAskedForIsInTheLayoutSoThatTheSifCanBeBuiltAgain() throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, LoopbackOptions.PLAIN, 1)) {
      small.registry().addIndex("bids/app-0", "1.0", MadeIndex.oci(small.images().getFirst()));
      Shell.Result migrated = small.migrate("--compression", "zstd:5", "--block-size", "256K");
      assertEquals(0, migrated.exitCode(), migrated.errors());

      String sif = "images/bids/bids-app-0--1.0.sif";
      Shell.Result check =
          small
              .program()
              .run(small.shell(), "build", "--check", sif, "images-oci/bids/bids-app-0--1.0.oci");
      assertEquals(0, check.exitCode(), check.errors());
      Shell.Result inspected = small.program().run(small.shell(), "inspect", "--json", sif);
      assertEquals(
          "{\"formatVersion\":1,\"compression\":\"zstd\",\"level\":5,\"blockSize\":262144}",
          JSON.readTree(inspected.output()).at("/origin/profile").toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LONGSHORE_GIT_ANNEX_OLD",
        "LONGSHORE_GIT_ANNEX_NEW",
        "LONGSHORE_GIT_ANNEX_NEWEST"
      })
  void worksWithAllReleasesOfGitAnnex(String variable) throws IOException {
    try (SmallCollection small =
        SmallCollection.of(
            folder,
            folder.resolve("containers"),
            LoopbackOptions.PLAIN,
            3,
            GitAnnexRelease.named(variable)::firstOnPath)) {
      Shell shell = small.shell();
      Shell.Result result = small.migrate();
      assertEquals(0, result.exitCode(), result.errors());
      for (Shell repository : List.of(shell, small.dataset().imagesOci())) {
        assertEquals("", repository.run("git", "status", "--porcelain"));
        repository.run("git", "annex", "fsck", "-q", "--in=here");
      }
      assertEquals(
          "",
          small
              .dataset()
              .imagesOci()
              .run(
                  "git", "annex", "find", "--not", "--in", "datalad", "--and", "--not", "--in",
                  "web"));
    }
  }

  @Test
  void layersOfARegistryThatWantsTokensAndRedirectsAreLeftToDatalad() throws IOException {
    LoopbackOptions guarded =
        LoopbackOptions.PLAIN.withAccess(Access.WithToken.forEverybody()).withRedirectedBlobs();
    try (SmallCollection small = SmallCollection.of(folder, guarded, 2)) {
      Shell.Result result = small.migrate();
      assertEquals(0, result.exitCode(), result.errors());
      assertTrue(
          small.registry().receivedByContentHost().stream()
              .allMatch(request -> request.authorization().isEmpty()));
      assertEquals("", small.shell().run("git", "status", "--porcelain"));

      String layer = small.images().getFirst().manifest().layers().getLast().digest().hex();
      String path = "bids/bids-app-0--1.0.oci/blobs/sha256/" + layer;
      Shell imagesOci = small.dataset().imagesOci();
      assertEquals(path + "\n", imagesOci.run("git", "annex", "find", "--in=datalad", path));
      String url = "http://" + small.registry().host() + "/v2/bids/app-0/blobs/sha256:" + layer;
      assertTrue(imagesOci.run("git", "annex", "whereis", path).contains(url));
    }
  }
}
