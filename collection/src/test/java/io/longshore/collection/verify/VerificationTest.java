package io.longshore.collection.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.migrate.MigratedCollection;
import io.longshore.collection.verify.report.CheckResult;
import io.longshore.collection.verify.report.Finding;
import io.longshore.collection.verify.report.VerificationListener;
import io.longshore.collection.verify.report.VerificationReport;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.LoopbackRegistry;
import io.longshore.loopback.MadeImage;
import io.longshore.oci.layer.LayerLimits;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.RegistryOptions;
import io.longshore.oci.registry.RetryPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerificationTest {
  @TempDir static Path scratch;
  private static MigratedCollection whole;

  @TempDir Path folder;

  @BeforeAll
  static void migrate() throws IOException {
    whole = MigratedCollection.migrated(scratch.resolve("whole"));
  }

  @Test
  void findsNothingInWhatAMigrationLeaves() throws IOException {
    VerificationReport report = Verification.verify(whole.root(), List.of());

    assertEquals(2, report.images());
    assertEquals(List.of(), findings(report));
    assertEquals(14, report.checks().size());
    for (CheckResult check : report.checks()) {
      assertTrue(check.examined() > 0, check.name() + " looked at nothing");
      assertEquals(List.of(), check.notes());
    }
  }

  @ParameterizedTest
  @MethodSource("io.longshore.collection.verify.PlantedFault#all")
  void findsOneFaultAndNothingElse(PlantedFault fault) throws IOException {
    MigratedCollection collection = whole.copy(folder.resolve("copy"));

    fault.planting().plantIn(collection);

    VerificationReport report = Verification.verify(collection.root(), List.of());
    List<Finding> findings = findings(report);
    assertEquals(1, findings.size(), findings::toString);
    assertTrue(findings.getFirst().problem().contains(fault.said()), findings::toString);
    assertEquals(findings, check(report, fault.check()).findings());
  }

  @Test
  void everyCheckHasAFault() {
    assertEquals(
        Check.claims(new RecordedUrls(), Proofs.none()).stream().map(Check::name).sorted().toList(),
        PlantedFault.all().map(PlantedFault::check).distinct().sorted().toList());
  }

  @Test
  void looksAtTheImagesNamed() throws IOException {
    MigratedCollection collection = whole.copy(folder.resolve("copy"));
    collection.delete("images/tools/plain--2.sif");
    collection.write("images/tools/plain--2.sing", "old");
    collection.edit(".datalad/config", text -> text.replace("app--1.0.sif", "app--1.0.sing"));
    collection.commitAll();
    collection.write("notes.txt", "to be saved");

    Path root = collection.root();
    assertEquals(
        List.of("sif", "leftovers"),
        failed(Verification.verify(root, List.of("images/tools/plain--2.sif"))));
    assertEquals(
        List.of("sif", "leftovers"),
        failed(Verification.verify(root, List.of("images-oci/tools"))));
    assertEquals(
        List.of("registrations"),
        failed(Verification.verify(root, List.of("images/bids/Singularity.app--1.0"))));
    assertEquals(2, Verification.verify(root, List.of("images", "images-oci")).images());
  }

  /** As a tool leaves it that stops before it re-points what it has built. */
  @Test
  void whatIsAdvisedOfAnOldImageKeepsWhatIsRegistered() throws IOException {
    MigratedCollection collection = whole.copy(folder.resolve("copy"));
    collection.write("images/bids/app--1.0.sing", "old");
    collection.edit(
        ".datalad/config",
        text ->
            text.replace("app--1.0.sif", "app--1.0.sing")
                + "[datalad \"containers.too\"]\n\tcmdexec = run {img}\n"
                + "\timage = images/bids/app--1.0.sing\n");
    collection.commitAll();

    Finding found = findings(Verification.verify(collection.root(), List.of())).getFirst();
    collection.git(
        "-c", "core.editor=true", "-c", "alias.typed=!" + found.nextStep() + " -m it #", "typed");

    assertEquals(List.of(), findings(Verification.verify(collection.root(), List.of())));
    for (String name : List.of("app", "too")) {
      assertEquals(
          "images/bids/app--1.0.sif",
          collection.git(
              "config", "-f", ".datalad/config", "datalad.containers." + name + ".image"));
    }
  }

  /** DataLad runs it as a program then, which people may have meant. */
  @Test
  void aSifThatDoesNotSayHowItIsRunIsToldOf() throws IOException {
    MigratedCollection collection = whole.copy(folder.resolve("copy"));
    collection.git("config", "-f", ".datalad/config", "--unset", "datalad.containers.app.cmdexec");
    collection.commitAll();

    VerificationReport report = Verification.verify(collection.root(), List.of());

    assertEquals(List.of(), findings(report));
    assertTrue(
        check(report, "registrations").notes().getFirst().contains("app has no cmdexec"),
        report::toString);
  }

  @Test
  void refusesAPathWithoutMigratedImages() {
    FailureException failure =
        assertThrows(
            FailureException.class,
            () -> Verification.verify(whole.root(), List.of("images/nowhere")));
    assertEquals(FailureKind.MISSING, failure.kind());
    assertEquals("images/nowhere", failure.subject());
  }

  @Test
  void hasNothingToCheckBeforeAMigration() throws IOException {
    Path root = folder.resolve("new");
    MigratedCollection.unmigrated(root, "registry.example");

    assertEquals(new VerificationReport(0, List.of()), Verification.verify(root, List.of()));
  }

  @Test
  void worksInACloneAtNoBranch() throws IOException {
    Path clone = folder.resolve("clone");
    whole.git("clone", "--quiet", whole.root().toString(), clone.toString());
    FailureException failure =
        assertThrows(FailureException.class, () -> Verification.verify(clone, List.of()));
    assertTrue(failure.getMessage().contains("not installed in this clone"));

    String here = clone.toString();
    whole.git(
        "-C", here, "-c", "protocol.file.allow=always", "submodule", "--quiet", "update", "--init");
    whole.git("-C", here, "checkout", "--quiet", "--detach");
    assertEquals(List.of(), findings(Verification.verify(clone, List.of())));
  }

  @Test
  void asksEachRemoteForImagesOci() throws IOException {
    MigratedCollection collection = whole.copy(folder.resolve("copy"));
    Path upstream = folder.resolve("upstream.git");
    collection.git("clone", "--quiet", "--bare", ".", upstream.toString());
    collection.git("remote", "add", "origin", "../upstream.git");
    collection.git("remote", "add", "elsewhere", folder.resolve("nowhere").toString());
    collection.git("remote", "add", "far", "https://127.0.0.1:1/collection");
    collection.git("fetch", "--quiet", "origin");
    collection.git("update-ref", "refs/remotes/far/master", "HEAD");

    CheckResult result = check(Verification.verify(collection.root(), List.of()), "clones");
    assertEquals(1, result.findings().size(), result::toString);
    assertTrue(result.findings().getFirst().problem().contains("from remote origin leads nowhere"));
    assertEquals(
        List.of(
            "elsewhere has no images-oci yet; publish images-oci before the superdataset",
            "far is not asked for images-oci without --remote"),
        result.notes());

    collection.gitInImagesOci(
        "clone", "--quiet", "--bare", ".", upstream.resolve("images-oci").toString());
    result = check(Verification.verify(collection.root(), List.of()), "clones");
    assertEquals(List.of(), result.findings());

    // The registry is not running any more.
    RegistryOptions options = collection.registryOptions().withRetryPolicy(RetryPolicy.NONE);
    try (RegistryClient client = RegistryClient.open(options)) {
      Proofs remote = Proofs.of(EnumSet.of(Proof.REMOTE), client, 4, LayerLimits.DEFAULT);
      result =
          check(
              Verification.verify(
                  collection.root(), List.of("app"), remote, VerificationListener.NONE),
              "clones");
    }
    assertEquals(1, result.findings().size(), result::toString);
    assertTrue(result.findings().getFirst().problem().contains("from remote far leads nowhere"));
  }

  @Test
  void unlockedLayersAreAnnexedToo() throws IOException {
    MigratedCollection collection = whole.copy(folder.resolve("copy"));
    collection.gitInImagesOci("annex", "adjust", "--unlock");
    assertEquals(List.of(), findings(Verification.verify(collection.root(), List.of())));

    collection = whole.copy(folder.resolve("other"));
    collection.gitInImagesOci("annex", "unlock", "--quiet", ".");
    collection.gitInImagesOci("commit", "--quiet", "-a", "-m", "unlocked");
    collection.git("commit", "--quiet", "-a", "-m", "unlocked");
    assertEquals(List.of(), findings(Verification.verify(collection.root(), List.of())));
  }

  @Test
  void aStoreOfDataladHasImagesOciUnderItsId() throws IOException {
    MigratedCollection collection = whole.copy(folder.resolve("copy"));
    Path store = folder.resolve("store");
    collection.git(
        "clone",
        "--quiet",
        "--bare",
        ".",
        store.resolve("1f2/e3d4c-0000-4000-8000-123456789abc").toString());
    String id = collection.git("config", "-f", ".gitmodules", "submodule.images-oci.datalad-id");
    String there = store.resolve(id.substring(0, 3)).resolve(id.substring(3)).toString();
    collection.git(
        "remote",
        "add",
        "store",
        store.resolve("1f2/e3d4c-0000-4000-8000-123456789abc").toString());
    collection.git("fetch", "--quiet", "store");

    CheckResult result = check(Verification.verify(collection.root(), List.of()), "clones");
    assertEquals(1, result.findings().size(), result::toString);

    collection.gitInImagesOci("clone", "--quiet", "--bare", ".", there);
    result = check(Verification.verify(collection.root(), List.of()), "clones");
    assertEquals(List.of(), result.findings());
    assertEquals(1, result.notes().size(), result::toString);
  }

  @Test
  void takesNamesOfImagesAndRegistrationsToo() throws IOException {
    assertEquals(1, Verification.verify(whole.root(), List.of("app")).images());
    assertEquals(1, Verification.verify(whole.root(), List.of("plain--2")).images());
    assertEquals(2, Verification.verify(whole.root(), List.of("app", "images/tools")).images());
  }

  @Test
  void saysWhichLayersNoRegistryServes() throws IOException {
    try (LoopbackRegistry registry = LoopbackRegistry.start(LoopbackOptions.PLAIN)) {
      registry.addImage("bids/app", "1.0", MigratedCollection.image("bin/app").make());
      MadeImage plain = MigratedCollection.image("bin/plain").make();
      registry.addImage("tools/plain", "own", plain);
      String foreign =
          new String(plain.manifestBytes(), StandardCharsets.UTF_8)
              .replace("layer.v1.tar+gzip", "layer.nondistributable.v1.tar+gzip");
      registry.addManifest(
          "tools/plain",
          "2",
          plain.descriptor().mediaType(),
          foreign.getBytes(StandardCharsets.UTF_8));
      MigratedCollection collection =
          MigratedCollection.unmigrated(folder.resolve("foreign"), registry.host());
      collection.migrate();

      VerificationReport report = Verification.verify(collection.root(), List.of());

      assertEquals(List.of(), findings(report));
      List<String> notes = check(report, "urls").notes();
      assertEquals(1, notes.size(), notes::toString);
      assertTrue(notes.getFirst().contains(MigratedCollection.PLAIN_LAYOUT));
      assertTrue(notes.getFirst().contains("is a foreign layer"));
    }
  }

  @Test
  void acceptsTheWebsUrlsWhereDataladIsNotSetUp() throws IOException {
    MigratedCollection collection = whole.copy(folder.resolve("copy"));
    collection.gitInImagesOci("config", "--remove-section", "remote.datalad");

    assertEquals(List.of(), findings(Verification.verify(collection.root(), List.of())));
  }

  private static List<Finding> findings(VerificationReport report) {
    return report.checks().stream().flatMap(check -> check.findings().stream()).toList();
  }

  private static List<String> failed(VerificationReport report) {
    return report.checks().stream()
        .filter(check -> !check.findings().isEmpty())
        .map(CheckResult::name)
        .toList();
  }

  private static CheckResult check(VerificationReport report, String name) {
    return report.checks().stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
