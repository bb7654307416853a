package io.longshore.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.collection.SmallCollection;
import io.longshore.loopback.Access;
import io.longshore.loopback.Fault;
import io.longshore.loopback.FaultPlan;
import io.longshore.loopback.LoopbackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a maintainer asks a collection: how far it has got, and whether it keeps its word. */
class VerificationUseTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;
  private volatile FaultPlan faults = FaultPlan.NONE;

  private final LoopbackOptions guarded =
      LoopbackOptions.PLAIN
          .withAccess(Access.WithToken.forEverybody())
          .withRedirectedBlobs()
          .withFaults(request -> faults.faultFor(request));

  @Test
  void aMigratedCollectionIsProvenHereAndInAFreshClone() throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, guarded, 2)) {
      assertEquals(2, summary(small, "status").path("pending").asInt());
      assertEquals(0, small.migrate().exitCode());
      JsonNode migrated = summary(small, "status");
      assertEquals(2, migrated.path("migrated").asInt());
      assertEquals(0, migrated.path("pending").asInt());

      Path report = folder.resolve("verify.xml");
      Shell.Result proven =
          small
              .program()
              .run(
                  small.shell(),
                  "verify",
                  "--remote",
                  "--download",
                  "--rebuild",
                  "--junit",
                  report.toString());
      assertEquals(0, proven.exitCode(), proven.output());
      assertTrue(proven.output().contains("2 images, nothing found"), proven.output());
      assertTrue(Files.readString(report).contains("name=\"rebuild\" tests=\"1\" failures=\"0\""));

      Path clone = folder.resolve("clone");
      String origin = small.dataset().folder().toString();
      small.shell().run("git", "clone", "--quiet", origin, clone.toString());
      Shell inClone = small.shell().at(clone);
      inClone.run(
          "git", "-c", "protocol.file.allow=always", "submodule", "--quiet", "update", "--init");
      Shell.Result rebuilt = small.program().run(inClone, "verify", "--rebuild");
      assertEquals(0, rebuilt.exitCode(), rebuilt.output());
      assertTrue(
          rebuilt.output().contains("       2  every SIF is what its layout gives"),
          rebuilt.output());
    }
  }

  @Test
  void aDeadUrlIsAFindingWithTheNextCommand() throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, guarded, 1)) {
      assertEquals(0, small.migrate().exitCode());
      String layer = small.images().getFirst().manifest().layers().getFirst().digest().toString();
      faults =
          FaultPlan.always(
              request -> request.target().endsWith(layer), new Fault.Status(404, Map.of(), "GONE"));

      Shell.Result result = small.program().run(small.shell(), "verify", "--remote", "--json");

      assertEquals(1, result.exitCode(), result.errors());
      List<JsonNode> findings =
          objects(result).stream()
              .filter(object -> object.path("event").asString().equals("finding"))
              .toList();
      assertEquals(1, findings.size(), findings::toString);
      assertEquals("remote", findings.getFirst().path("check").asString());
      assertTrue(findings.getFirst().path("next").asString().contains("annex registerurl"));
    }
  }

  @Test
  void statusRemembersWhyAnImageFailed() throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, guarded, 1)) {
      faults =
          FaultPlan.always(
              request -> request.target().contains("/manifests/"),
              new Fault.Status(404, Map.of(), "MANIFEST_UNKNOWN"));
      assertEquals(1, small.migrate().exitCode());
      faults = FaultPlan.NONE;

      Shell.Result failed = small.program().run(small.shell(), "status");
      assertEquals(0, failed.exitCode(), failed.output());
      assertTrue(failed.output().contains("failed        " + small.recipe(0)), failed.output());
      assertTrue(failed.output().contains("gone: "), failed.output());

      assertEquals(0, small.migrate().exitCode());
      JsonNode summary = summary(small, "status");
      assertEquals(0, summary.path("failed").asInt());
      assertEquals(1, summary.path("migrated").asInt());
    }
  }

  @Test
  void theDoctorReachesTheRegistriesOfTheCollection() throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, guarded, 1)) {
      Shell.Result well = small.program().run(small.shell(), "doctor");
      assertEquals(0, well.exitCode(), well.output());
      assertTrue(
          well.output().contains("ok       registries   " + small.registry().host() + " answers"),
          well.output());

      faults = FaultPlan.always(request -> true, new Fault.Status(503));
      Shell.Result ill = small.program().run(small.shell(), "doctor");
      assertEquals(1, ill.exitCode(), ill.output());
      assertTrue(ill.output().contains("problem  registries   "), ill.output());
      assertEquals(0, small.program().run(small.shell(), "doctor", "--offline").exitCode());
    }
  }

  private static JsonNode summary(SmallCollection small, String command) {
    Shell.Result result = small.program().run(small.shell(), command, "--json");
    assertEquals(0, result.exitCode(), result.errors());
    return objects(result).getLast();
  }

  private static List<JsonNode> objects(Shell.Result result) {
    return result.output().lines().map(line -> JSON.readTree(line)).toList();
  }
}
