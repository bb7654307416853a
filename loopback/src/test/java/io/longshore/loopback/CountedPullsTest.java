package io.longshore.loopback;

import static io.longshore.loopback.Clients.assertFails;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureKind;
import io.longshore.ground.file.PrivateFolder;
import io.longshore.oci.Descriptor;
import io.longshore.oci.MediaTypes;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import io.longshore.oci.registry.ImageResolver;
import io.longshore.oci.registry.LimitHandling;
import io.longshore.oci.registry.PullBudget;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.RegistryListener;
import io.longshore.oci.registry.RegistryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Registries that count how many manifests are fetched. */
class CountedPullsTest {
  @TempDir private Path home;

  private RegistryOptions options(LoopbackRegistry registry) throws IOException {
    return Clients.options(home, Clients.insecure(registry.host()), Map.of())
        .withManifestCache(PrivateFolder.below(home, "manifests"));
  }

  private static long pulls(LoopbackRegistry registry) {
    return registry.received().stream().filter(CountedPullsTest::isPull).count();
  }

  static boolean isPull(ReceivedRequest request) {
    return request.isForManifest() && request.method().equals("GET");
  }

  private static byte[] manifest(RegistryOptions options, Reference reference) throws IOException {
    try (RegistryClient client = RegistryClient.open(options)) {
      return new ImageResolver(client)
          .resolve(reference, Platform.LINUX_AMD64)
          .image()
          .manifestBytes();
    }
  }

  @Test
  void anImageIsPulledOnceAndAskedForAgain() throws IOException {
    try (LoopbackRegistry registry = LoopbackRegistry.start(LoopbackOptions.PLAIN)) {
      registry.addIndex(
          "a", "1", MadeIndex.oci(Samples.image("linux/arm64"), Samples.image("linux/amd64")));
      Reference reference = Reference.parse(registry.host() + "/a:1");
      byte[] first = manifest(options(registry), reference);
      assertEquals(2, pulls(registry));
      assertArrayEquals(first, manifest(options(registry), reference));
      assertEquals(2, pulls(registry));

      MadeImage other = Samples.dockerImage();
      registry.addImage("a", "1", other);
      assertArrayEquals(other.manifestBytes(), manifest(options(registry), reference));
      assertEquals(3, pulls(registry));
    }
  }

  @Test
  void aTagThatIsGoneIsGoneAlthoughItsManifestIsHere() throws IOException {
    AtomicBoolean gone = new AtomicBoolean();
    FaultPlan plan =
        request ->
            gone.get() && request.isForManifest()
                ? Optional.of(new Fault.Status(404))
                : Optional.empty();
    try (LoopbackRegistry registry =
        LoopbackRegistry.start(LoopbackOptions.PLAIN.withFaults(plan))) {
      registry.addImage("a", "1", Samples.image());
      Reference reference = Reference.parse(registry.host() + "/a:1");
      manifest(options(registry), reference);
      gone.set(true);
      assertFails(FailureKind.GONE, () -> manifest(options(registry), reference));
    }
  }

  /** Registries that know no HEAD say so in many ways. */
  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 405, 500, 501})
  void whereHeadIsRefusedGetTellsWhatATagLeadsTo(int status) throws IOException {
    FaultPlan noHead =
        FaultPlan.always(request -> request.method().equals("HEAD"), new Fault.Status(status));
    try (LoopbackRegistry registry =
        LoopbackRegistry.start(LoopbackOptions.PLAIN.withFaults(noHead))) {
      registry.addImage("a", "1", Samples.image());
      Reference reference = Reference.parse(registry.host() + "/a:1");
      manifest(options(registry), reference);
      MadeImage other = Samples.dockerImage();
      registry.addImage("a", "1", other);
      assertArrayEquals(other.manifestBytes(), manifest(options(registry), reference));
    }
  }

  @Test
  void whatOneServerSaysOfAManifestHoldsForNoOther() throws IOException {
    try (LoopbackRegistry registry = LoopbackRegistry.start(LoopbackOptions.PLAIN)) {
      byte[] untyped = Samples.manifestWithoutType();
      for (String path : List.of("a", "b", "c")) {
        registry.addImage(path, "2", Samples.image());
        String type = path.equals("a") ? MediaTypes.OCI_INDEX : MediaTypes.OCI_MANIFEST;
        registry.addManifest(path, "1", type, untyped);
        Reference reference = Reference.parse(registry.host() + "/" + path + ":1");
        assertArrayEquals(untyped, manifest(options(registry), reference));
        assertArrayEquals(untyped, manifest(options(registry), reference));
      }
      assertEquals(3, pulls(registry));
    }
  }

  /** A stranger's manifest may name any digest as that of its config. */
  @Test
  void aManifestThatSomebodyNamesAsAConfigIsAManifestStill() throws IOException {
    try (LoopbackRegistry registry = LoopbackRegistry.start(LoopbackOptions.PLAIN);
        RegistryClient client = RegistryClient.open(options(registry))) {
      registry.addImage("a", "1", Samples.image());
      byte[] untyped = Samples.manifestWithoutType();
      registry.addManifest("a", "2", MediaTypes.OCI_MANIFEST, untyped);
      registry.addBlob("a", untyped);
      Reference reference = Reference.parse(registry.host() + "/a:2");
      Descriptor asConfig =
          new Descriptor(MediaTypes.OCI_CONFIG, Digest.of(untyped), untyped.length);
      manifest(options(registry), reference);
      assertArrayEquals(untyped, client.fetchBlob(reference.repository(), asConfig));
      assertArrayEquals(untyped, client.fetchBlob(reference.repository(), asConfig));
      assertArrayEquals(untyped, manifest(options(registry), reference));
      assertEquals(1, pulls(registry));
      assertEquals(
          1,
          registry.received().stream()
              .filter(request -> request.target().endsWith("/blobs/" + asConfig.digest()))
              .count());
      PrivateFolder folder = PrivateFolder.below(home, "manifests");
      assertEquals(4, folder.files(Pattern.compile(".*")).size());
      assertEquals(2, folder.files(Pattern.compile(".*[.]config")).size());
    }
  }

  @Test
  void whatWasTamperedWithIsFetchedAgain() throws IOException {
    try (LoopbackRegistry registry = LoopbackRegistry.start(LoopbackOptions.PLAIN)) {
      registry.addImage("a", "1", Samples.image());
      Reference reference = Reference.parse(registry.host() + "/a:1");
      byte[] right = manifest(options(registry), reference);
      try (Stream<Path> files = Files.list(home.resolve("manifests"))) {
        for (Path file : files.filter(f -> !f.toString().endsWith(".name")).toList()) {
          Files.writeString(file, "application/json\n{}");
        }
      }
      assertArrayEquals(right, manifest(options(registry), reference));
      assertEquals(2, pulls(registry));
    }
  }

  @Test
  void aWindowThatIsClosedIsAwaitedAndTheBudgetTold() throws IOException {
    List<String> told = new CopyOnWriteArrayList<>();
    RegistryListener listener =
        new RegistryListener() {
          @Override
          public void budget(String registry, PullBudget budget) {
            told.add(budget.remaining() + " of " + budget.limit());
          }

          @Override
          public void paused(String registry, Duration duration) {
            told.add("paused " + duration.toSeconds());
          }

          @Override
          public void resumed(String registry) {
            told.add("resumed");
          }
        };
    Fault closed =
        new Fault.Status(
            429,
            Map.of(
                "Retry-After",
                "3",
                "RateLimit-Limit",
                "100;w=21600",
                "RateLimit-Remaining",
                "0;w=21600"),
            "TOOMANYREQUESTS");
    try (LoopbackRegistry registry =
        LoopbackRegistry.start(
            LoopbackOptions.PLAIN.withFaults(
                FaultPlan.first(1, ReceivedRequest::isForManifest, closed)))) {
      registry.addImage("a", "1", Samples.image());
      long begin = System.nanoTime();
      manifest(
          options(registry).withLimits(LimitHandling.WAIT, listener),
          Reference.parse(registry.host() + "/a:1"));
      assertTrue(System.nanoTime() - begin >= Duration.ofSeconds(3).toNanos());
      assertEquals(List.of("0 of 100", "paused 3", "resumed"), told);
    }
  }

  @Test
  void aRegistryThatIsGoneGetsFewAttemptsInTheEnd() throws IOException {
    FaultPlan down = FaultPlan.always(request -> true, new Fault.Status(503));
    try (LoopbackRegistry registry =
            LoopbackRegistry.start(LoopbackOptions.PLAIN.withFaults(down));
        RegistryClient client = RegistryClient.open(options(registry))) {
      Reference reference = Reference.parse(registry.host() + "/a:1");
      for (int image = 0; image < 5; image++) {
        assertFails(FailureKind.NETWORK, () -> client.resolve(reference));
      }
      assertEquals(3 * 3 + 2, registry.received().size());
    }
  }
}
