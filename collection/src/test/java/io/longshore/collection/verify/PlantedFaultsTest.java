package io.longshore.collection.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.migrate.MigratedCollection;
import io.longshore.collection.verify.report.CheckResult;
import io.longshore.collection.verify.report.Finding;
import io.longshore.collection.verify.report.VerificationListener;
import io.longshore.collection.verify.report.VerificationReport;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.dataset.process.TypedCommand;
import io.longshore.ground.Digest;
import io.longshore.loopback.Fault;
import io.longshore.loopback.FaultPlan;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.LoopbackRegistry;
import io.longshore.oci.layer.LayerLimits;
import io.longshore.oci.layout.ImageLayout;
import io.longshore.oci.layout.LayoutAnnotations;
import io.longshore.oci.registry.RegistryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What users fear most, planted alone in a collection that is whole: every check is green before,
 * one of them red with the fault, and all green again after the repair.
 */
class PlantedFaultsTest {
  private static final String LAYOUT = "images-oci/" + MigratedCollection.PLAIN_LAYOUT + "/";
  private static final String SIF = "images/tools/plain--2.sif";
  private static final String RECIPE = "images/tools/Singularity.plain--2";

  @TempDir static Path scratch;
  private static volatile FaultPlan faults = FaultPlan.NONE;
  private static LoopbackRegistry registry;
  private static MigratedCollection whole;

  @TempDir Path folder;

  @FunctionalInterface
  interface Change {
    void in(MigratedCollection collection, Finding found) throws IOException;
  }

  @FunctionalInterface
  interface Planting {
    void in(MigratedCollection collection) throws IOException;
  }

  /**
   * @param checks which find it
   */
  record Planted(String what, List<String> checks, Planting planting, Change repair) {
    Planted(String what, String check, Planting planting, Change repair) {
      this(what, List.of(check), planting, repair);
    }

    @Override
    public String toString() {
      return what;
    }
  }

  @BeforeAll
  static void migrate() throws IOException {
    registry =
        LoopbackRegistry.start(
            LoopbackOptions.PLAIN.withFaults(request -> faults.faultFor(request)));
    whole = MigratedCollection.migrated(scratch.resolve("whole"), registry);
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  static Stream<Planted> faults() {
    return Stream.of(
        new Planted(
            "a missing URL",
            "urls",
            c ->
                c.gitInImagesOci(
                    "annex",
                    "rmurl",
                    layer(c).substring("images-oci/".length()),
                    "http://" + c.registry() + "/v2/tools/plain/blobs/" + digest(c)),
            PlantedFaultsTest::typeNextStep),
        new Planted(
            "a URL that answers 404",
            List.of("remote", "download"),
            c -> fail(c, new Fault.Status(404, Map.of(), "BLOB_UNKNOWN")),
            (_, _) -> faults = FaultPlan.NONE),
        new Planted(
            "wrong bytes behind a URL",
            "download",
            c -> fail(c, new Fault.WrongBytes()),
            (_, _) -> faults = FaultPlan.NONE),
        new Planted(
            "a SIF changed by one byte",
            "sif-content",
            c -> flipOneBit(c, SIF),
            (c, _) -> flipOneBit(c, SIF)),
        new Planted(
            "a layer changed by one byte",
            "rebuild",
            c -> flipOneBit(c, layer(c)),
            (c, found) -> {
              assertTrue(found.nextStep().contains("annex fsck --key SHA256-s"), found::nextStep);
              flipOneBit(c, layer(c));
            }),
        new Planted(
            "a registration that points to nothing",
            "registrations",
            c -> edit(c, ".datalad/config", "app--1.0.sif", "app--3.0.sif"),
            (c, _) -> edit(c, ".datalad/config", "app--3.0.sif", "app--1.0.sif")),
        new Planted(
            "a leftover recipe",
            "leftovers",
            c -> {
              c.write(RECIPE, "Bootstrap: docker\nFrom: tools/plain:2\n");
              c.commitAll();
            },
            PlantedFaultsTest::typeNextStep),
        new Planted(
            "a layout with a missing blob",
            "layers",
            c -> {
              c.delete(layer(c));
              c.commitAll();
            },
            (c, found) -> {
              typeNextStep(c, found);
              c.commitAll();
            }),
        new Planted(
            "lost annotations",
            "layout",
            c -> edit(c, LAYOUT + "index.json", LayoutAnnotations.PREFIX, "lost."),
            (c, _) -> edit(c, LAYOUT + "index.json", "lost.", LayoutAnnotations.PREFIX)),
        new Planted(
            "a submodule url that does not resolve",
            "clones",
            c -> edit(c, ".gitmodules", "url = ./images-oci", "url = ./elsewhere"),
            (c, _) -> edit(c, ".gitmodules", "url = ./elsewhere", "url = ./images-oci")));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void isFoundAloneAndGoneAfterItsRepair(Planted fault) throws IOException {
    MigratedCollection collection = whole.copy(folder.resolve("copy"));
    assertEquals(List.of(), red(verify(collection)));

    fault.planting().in(collection);
    VerificationReport report = verify(collection);
    assertEquals(fault.checks(), red(report), () -> findings(report).toString());

    fault.repair().in(collection, findings(report).getFirst());
    VerificationReport after = verify(collection);
    assertEquals(List.of(), red(after), () -> findings(after).toString());
  }

  private static VerificationReport verify(MigratedCollection collection) throws IOException {
    try (RegistryClient client = RegistryClient.open(collection.registryOptions())) {
      return Verification.verify(
          collection.root(),
          List.of(),
          Proofs.of(EnumSet.allOf(Proof.class), client, 2, LayerLimits.DEFAULT),
          VerificationListener.NONE);
    }
  }

  private static void typeNextStep(MigratedCollection collection, Finding found)
      throws IOException {
    new LocalCommandRunner()
        .run(
            TypedCommand.of(collection.root(), "sh", "-c", found.nextStep())
                .withEnvironment("GIT_EDITOR", "echo mended >"));
  }

  private static void fail(MigratedCollection collection, Fault fault) throws IOException {
    String digest = digest(collection).toString();
    faults =
        FaultPlan.always(
            request ->
                request.target().endsWith(digest)
                    && (fault instanceof Fault.Status || request.method().equals("GET")),
            fault);
  }

  private static void flipOneBit(MigratedCollection collection, String file) throws IOException {
    Path content = collection.root().resolve(file).toRealPath();
    Files.setPosixFilePermissions(content, PosixFilePermissions.fromString("rw-r--r--"));
    byte[] bytes = Files.readAllBytes(content);
    bytes[bytes.length / 2] ^= 1;
    Files.write(content, bytes);
  }

  private static void edit(MigratedCollection collection, String path, String from, String to)
      throws IOException {
    collection.edit(path, text -> text.replace(from, to));
    collection.commitAll();
  }

  private static String layer(MigratedCollection collection) throws IOException {
    return LAYOUT + "blobs/sha256/" + digest(collection).hex();
  }

  private static Digest digest(MigratedCollection collection) throws IOException {
    return ImageLayout.open(collection.root().resolve(LAYOUT))
        .soleImage()
        .manifest()
        .layers()
        .getFirst()
        .digest();
  }

  private static List<String> red(VerificationReport report) {
    return report.checks().stream()
        .filter(check -> !check.findings().isEmpty())
        .map(CheckResult::name)
        .toList();
  }

  private static List<Finding> findings(VerificationReport report) {
    return report.checks().stream().flatMap(check -> check.findings().stream()).toList();
  }
}
