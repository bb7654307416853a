package io.longshore.collection.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.migrate.MigratedCollection;
import io.longshore.collection.verify.report.CheckResult;
import io.longshore.collection.verify.report.Finding;
import io.longshore.collection.verify.report.VerificationListener;
import io.longshore.collection.verify.report.VerificationReport;
import io.longshore.loopback.Access;
import io.longshore.loopback.Fault;
import io.longshore.loopback.FaultPlan;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.LoopbackRegistry;
import io.longshore.loopback.ReceivedRequest;
import io.longshore.oci.Descriptor;
import io.longshore.oci.layer.LayerLimits;
import io.longshore.oci.layout.ImageLayout;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.RegistryOptions;
import io.longshore.oci.registry.RetryPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is proven with the registry at hand, and faults that only a proof finds. */
class ProofTest {
  private static final RetryPolicy IMPATIENT =
      new RetryPolicy(2, Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofSeconds(1));
  private static final Set<Proof> ALL = EnumSet.allOf(Proof.class);

  @TempDir static Path scratch;
  private static volatile FaultPlan faults = FaultPlan.NONE;
  private static LoopbackRegistry registry;
  private static MigratedCollection whole;

  @TempDir Path folder;
  private MigratedCollection collection = whole;

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

  @AfterEach
  void mend() {
    faults = FaultPlan.NONE;
  }

  @Test
  void provesWhatAMigrationLeaves() throws IOException {
    VerificationReport report = verify(ALL);

    assertEquals(List.of(), findings(report));
    assertEquals(
        Map.of("remote", 3, "download", 3, "sif-content", 2, "rebuild", 2),
        Map.of(
            "remote", examined(report, "remote"),
            "download", examined(report, "download"),
            "sif-content", examined(report, "sif-content"),
            "rebuild", examined(report, "rebuild")));
    assertEquals(List.of(), notes(report));
    try (Stream<Path> left = Files.list(collection.root().resolve(".git/longshore"))) {
      assertTrue(left.noneMatch(path -> path.getFileName().toString().startsWith("verify.")));
    }
  }

  @Test
  void asksWithTokensAndFollowsToContentHosts() throws IOException {
    try (LoopbackRegistry guarded =
        LoopbackRegistry.start(
            LoopbackOptions.PLAIN
                .withAccess(Access.WithToken.forEverybody())
                .withRedirectedBlobs())) {
      collection = MigratedCollection.migrated(folder.resolve("guarded"), guarded);
      assertEquals(List.of(), findings(verify(ALL)));
    }
  }

  @Test
  void asksForEachUrlOnceWithoutFetching() throws IOException {
    int before = registry.received().size();

    verify(EnumSet.of(Proof.REMOTE));

    List<ReceivedRequest> asked = registry.received().subList(before, registry.received().size());
    assertEquals(3, asked.size(), asked::toString);
    assertEquals(3, asked.stream().map(ReceivedRequest::target).distinct().count());
    assertTrue(asked.stream().allMatch(request -> request.method().equals("HEAD")));
  }

  @Test
  void findsASifThatIsNotWhatItsLayoutGives() throws IOException {
    collection = whole.copy(folder.resolve("copy"));
    String index = "images-oci/" + MigratedCollection.PLAIN_LAYOUT + "/index.json";
    collection.edit(index, text -> text.replace("LANG=C.UTF-8", "LANG=en_US.UTF-8"));
    collection.commitAll();
    Finding finding = onlyFinding("rebuild", ALL);
    assertTrue(finding.problem().contains("is not what its layout gives"), finding::toString);
    collection.edit(index, text -> text.replace("LANG=en_US.UTF-8", "LANG=C.UTF-8"));
    collection.commitAll();
    assertEquals(List.of(), findings(verify(ALL)));
  }

  @Test
  void rebuildsFromTheRegistryWhatIsNotHere() throws IOException {
    collection = whole.copy(folder.resolve("copy"));
    collection.gitInImagesOci("annex", "drop", "--force", "--quiet", ".");
    collection.git("annex", "drop", "--force", "--quiet", "images");
    int before = registry.received().size();

    VerificationReport report = verify(EnumSet.of(Proof.REBUILD));

    assertEquals(List.of(), findings(report));
    assertEquals(2, examined(report, "rebuild"));
    assertTrue(notes(report).getFirst().startsWith("2 SIFs are not here"), notes(report)::toString);
    assertTrue(registry.received().size() > before);
    faults = FaultPlan.always(ofLayer(), new Fault.WrongBytes());
    assertTrue(
        onlyFinding("rebuild", EnumSet.of(Proof.REBUILD)).problem().contains("cannot be built"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Proof.class,
      names = {"REMOTE", "DOWNLOAD"})
  void givesAHostUpThatDoesNotAnswer(Proof proof) throws IOException {
    faults = request -> Optional.of(new Fault.Status(503));
    int before = registry.received().size();
    VerificationReport report = verify(EnumSet.of(proof), 1);
    List<Finding> findings = findings(report);
    assertEquals(1, findings.size(), findings::toString);
    assertTrue(findings.getFirst().problem().startsWith("leaves 3 URLs unproven: "));
    assertEquals(registry.host(), findings.getFirst().subject());
    long fetched =
        registry.received().stream().skip(before).filter(r -> r.method().equals("GET")).count();
    assertEquals(2L * IMPATIENT.attempts(), fetched);
  }

  @Test
  void asksNoMoreWhereTheRegistrySaysItWasAskedTooOften() throws IOException {
    faults =
        request ->
            Optional.of(new Fault.Status(429, Map.of("Retry-After", "3600"), "TOOMANYREQUESTS"));
    int before = registry.received().size();
    List<Finding> findings = findings(verify(EnumSet.of(Proof.REMOTE), 1));
    assertEquals(1, findings.size(), findings::toString);
    assertTrue(
        findings.getFirst().problem().startsWith("leaves 3 URLs unproven: too many requests"));
    assertTrue(findings.getFirst().nextStep().contains("wait 3600 seconds"), findings::toString);
    assertEquals(1, registry.received().size() - before);
  }

  @Test
  void endsWhenAUrlHangs() throws IOException {
    faults = FaultPlan.always(ofLayer(), new Fault.Stall(0, Duration.ofSeconds(20)));
    long begin = System.nanoTime();
    Finding finding = onlyFinding("download", EnumSet.of(Proof.DOWNLOAD));
    assertTrue(finding.problem().contains("broke at byte 0"), finding::toString);
    assertTrue(System.nanoTime() - begin < Duration.ofSeconds(15).toNanos());
  }

  @Test
  void saysThatMirrorsAnswer() throws IOException {
    Path settings = folder.resolve("mirrors.conf");
    Files.writeString(
        settings,
        """
        [[registry]]
        location = "%1$s"
        insecure = true
        [[registry.mirror]]
        location = "%1$s"
        insecure = true
        """
            .formatted(registry.host()));
    try (RegistryClient client =
        RegistryClient.open(
            RegistryOptions.of(
                Map.of(
                    "CONTAINERS_REGISTRIES_CONF",
                    settings.toString(),
                    "LONGSHORE_PLAIN_HTTP",
                    "127.0.0.1"),
                folder))) {
      VerificationReport report =
          Verification.verify(
              collection.root(),
              List.of(),
              Proofs.of(EnumSet.of(Proof.REMOTE), client, 2, LayerLimits.DEFAULT),
              VerificationListener.NONE);
      assertEquals(List.of(), findings(report));
      assertEquals(
          List.of(
              registry.host()
                  + " is asked through its mirrors in registries.conf, which may answer for it"),
          notes(report));
    }
  }

  private VerificationReport verify(Set<Proof> proofs) throws IOException {
    return verify(proofs, 2);
  }

  private VerificationReport verify(Set<Proof> proofs, int jobs) throws IOException {
    try (RegistryClient client =
        RegistryClient.open(
            collection
                .registryOptions()
                .withRetryPolicy(IMPATIENT)
                .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(1)))) {
      return Verification.verify(
          collection.root(),
          List.of(),
          Proofs.of(proofs, client, jobs, LayerLimits.DEFAULT),
          VerificationListener.NONE);
    }
  }

  private Finding onlyFinding(String check, Set<Proof> proofs) throws IOException {
    VerificationReport report = verify(proofs);
    List<Finding> all = findings(report);
    assertEquals(1, all.size(), all::toString);
    assertEquals(all, check(report, check).findings());
    return all.getFirst();
  }

  private Predicate<ReceivedRequest> ofLayer() throws IOException {
    Descriptor layer =
        ImageLayout.open(collection.imagesOci().resolve(MigratedCollection.PLAIN_LAYOUT))
            .soleImage()
            .manifest()
            .layers()
            .getFirst();
    return request -> request.target().endsWith(layer.digest().toString());
  }

  private static List<Finding> findings(VerificationReport report) {
    return report.checks().stream().flatMap(check -> check.findings().stream()).toList();
  }

  private static List<String> notes(VerificationReport report) {
    return report.checks().stream().flatMap(check -> check.notes().stream()).toList();
  }

  private static int examined(VerificationReport report, String name) {
    return check(report, name).examined();
  }

  private static CheckResult check(VerificationReport report, String name) {
    return report.checks().stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
