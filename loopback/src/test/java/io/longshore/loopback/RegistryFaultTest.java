package io.longshore.loopback;

import static io.longshore.loopback.Clients.assertFails;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Descriptor;
import io.longshore.oci.Reference;
import io.longshore.oci.VerifyingInputStream;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.RegistryOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryFaultTest {
  private static final MadeImage IMAGE = Samples.largeImage();
  private static final Descriptor LAYER = IMAGE.manifest().layers().getFirst();

  @TempDir private Path home;

  @FunctionalInterface
  private interface Check {
    void run(LoopbackRegistry registry, RegistryClient client, Reference reference)
        throws Exception;
  }

  private void with(FaultPlan faults, Check check) throws Exception {
    with(LoopbackOptions.PLAIN.withFaults(faults), check);
  }

  private void with(LoopbackOptions options, Check check) throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.start(options);
        RegistryClient client = Clients.of(registry, home)) {
      registry.addImage("a", "1", IMAGE);
      check.run(registry, client, Reference.parse(registry.host() + "/a:1"));
    }
  }

  private static byte[] layer(RegistryClient client, Reference reference) throws IOException {
    try (InputStream in =
        new VerifyingInputStream(
            client.openBlob(reference.repository(), LAYER, 0), LAYER, "layer")) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void aPassingFaultIsNotNoticed(int status) throws Exception {
    with(
        FaultPlan.first(2, r -> true, new Fault.Status(status)),
        (registry, client, reference) -> {
          assertEquals(IMAGE.digest(), client.resolve(reference).digest());
          assertEquals(3, registry.received().size());
        });
  }

  @ParameterizedTest
  @CsvSource({
    "401, AUTH, 1",
    "403, AUTH, 1",
    "404, GONE, 1",
    "410, GONE, 1",
    "418, NETWORK, 1",
    "429, RATE_LIMIT, 3",
    "500, NETWORK, 3",
    "503, NETWORK, 3",
  })
  void aLastingFaultIsReportedByItsKind(int status, FailureKind kind, int attempts)
      throws Exception {
    with(
        FaultPlan.always(r -> true, new Fault.Status(status)),
        (registry, client, reference) -> {
          FailureException e = assertFails(kind, () -> client.resolve(reference));
          assertTrue(e.problem().contains(Integer.toString(status)), e.problem());
          assertEquals(
              attempts,
              registry.received().stream().filter(ReceivedRequest::isForManifest).count());
        });
  }

  @Test
  void retryAfterIsObeyedInSeconds() throws Exception {
    assertWaits("1", 1000);
  }

  @Test
  void retryAfterIsObeyedAsADate() throws Exception {
    ZonedDateTime soon = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(2);
    assertWaits(DateTimeFormatter.RFC_1123_DATE_TIME.format(soon), 500);
  }

  private void assertWaits(String retryAfter, long milliseconds) throws Exception {
    Fault fault = new Fault.Status(429, Map.of("Retry-After", retryAfter), "TOOMANYREQUESTS");
    with(
        FaultPlan.first(1, r -> true, fault),
        (registry, client, reference) -> {
          long start = System.nanoTime();
          client.resolve(reference);
          long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
          assertTrue(waited >= milliseconds, "waited " + waited + " ms");
        });
  }

  @ParameterizedTest
  @CsvSource({
    "429, RATE_LIMIT, 21600,         wait 21600 seconds",
    "503, NETWORK,    21600,         wait 21600 seconds",
    "429, RATE_LIMIT, 9999999999999, wait a day or more",
    "503, NETWORK,    9999999999999, wait a day or more",
  })
  void aLongWaitIsLeftToTheUser(int status, FailureKind kind, String asked, String said)
      throws Exception {
    Fault fault = new Fault.Status(status, Map.of("Retry-After", asked), "TOOMANYREQUESTS");
    with(
        FaultPlan.always(r -> true, fault),
        (registry, client, reference) -> {
          FailureException e = assertFails(kind, () -> client.resolve(reference));
          assertTrue(e.nextStep().contains(said), e.nextStep());
          assertEquals(1, registry.received().size());
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLayerGoesOnWhereItsConnectionBroke(boolean redirected) throws Exception {
    FaultPlan faults =
        FaultPlan.first(
            5,
            r -> (r.isForBlob() && !redirected) || r.target().startsWith("/data"),
            new Fault.Truncate(150_000));
    LoopbackOptions options = LoopbackOptions.PLAIN.withFaults(faults);
    with(
        redirected ? options.withRedirectedBlobs() : options,
        (registry, client, reference) -> {
          assertArrayEquals(IMAGE.blobs().get(LAYER.digest()), layer(client, reference));
          assertTrue(registry.received().getLast().range().isPresent());
        });
  }

  /** Some answer so to a range without an end, although they have the blob. */
  @ParameterizedTest
  @ValueSource(ints = {416, 501})
  void aLayerWhoseRestIsRefusedIsFetchedWholeAgain(int status) throws Exception {
    FaultPlan broken = FaultPlan.first(1, ReceivedRequest::isForBlob, new Fault.Truncate(150_000));
    with(
        r -> r.range().isPresent() ? Optional.of(new Fault.Status(status)) : broken.faultFor(r),
        (registry, client, reference) -> {
          assertArrayEquals(IMAGE.blobs().get(LAYER.digest()), layer(client, reference));
          try (InputStream rest = client.openBlob(reference.repository(), LAYER, 1000)) {
            assertEquals(LAYER.size() - 1000, rest.readAllBytes().length);
          }
        });
  }

  @Test
  void aLayerThatNeverGoesOnFails() throws Exception {
    with(
        r ->
            r.isForBlob()
                ? Optional.of(
                    r.range().isEmpty() ? new Fault.Truncate(1000) : new Fault.Truncate(0))
                : Optional.empty(),
        (registry, client, reference) -> {
          FailureException e = assertFails(FailureKind.NETWORK, () -> layer(client, reference));
          assertTrue(e.problem().contains("of " + LAYER.size()), e.problem());
        });
  }

  @Test
  void aConnectionResetIsTriedAgain() throws Exception {
    with(
        FaultPlan.first(2, r -> true, new Fault.Reset()),
        (registry, client, reference) ->
            assertEquals(IMAGE.digest(), client.resolve(reference).digest()));
    with(
        FaultPlan.always(r -> true, new Fault.Reset()),
        (registry, client, reference) ->
            assertFails(FailureKind.NETWORK, () -> client.resolve(reference)));
  }

  @Test
  void aStalledBodyIsGivenUpAndGoneOnWith() throws Exception {
    with(
        FaultPlan.first(
            2, ReceivedRequest::isForBlob, new Fault.Stall(100_000, Duration.ofSeconds(30))),
        (registry, client, reference) ->
            assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () ->
                    assertArrayEquals(
                        IMAGE.blobs().get(LAYER.digest()), layer(client, reference))));
  }

  @Test
  void aStalledManifestIsGivenUp() throws Exception {
    with(
        FaultPlan.always(
            ReceivedRequest::isForManifest, new Fault.Stall(10, Duration.ofSeconds(30))),
        (registry, client, reference) ->
            assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> {
                  FailureException e =
                      assertFails(FailureKind.NETWORK, () -> client.resolve(reference));
                  assertTrue(e.problem().contains("in time"), e.problem());
                }));
  }

  @Test
  void aSlowReaderIsNoStall() throws Exception {
    with(
        FaultPlan.NONE,
        (registry, client, reference) -> {
          try (InputStream in = client.openBlob(reference.repository(), LAYER, 0)) {
            in.readNBytes(10);
            Thread.sleep(1200);
            assertEquals(LAYER.size() - 10, in.readAllBytes().length);
          }
          assertEquals(1, registry.received().size());
        });
  }

  @Test
  void anAnswerThatDoesNotBeginIsGivenUp() throws Exception {
    try (LoopbackRegistry registry =
        LoopbackRegistry.start(
            LoopbackOptions.PLAIN.withFaults(
                FaultPlan.always(r -> true, new Fault.Delay(Duration.ofSeconds(30)))))) {
      RegistryOptions options =
          Clients.options(home, Clients.insecure(registry.host()), Map.of())
              .withTimeouts(Duration.ofMillis(200), Duration.ofMillis(200));
      Reference reference = Reference.parse(registry.host() + "/a:1");
      try (RegistryClient client = RegistryClient.open(options)) {
        assertTimeoutPreemptively(
            Duration.ofSeconds(10),
            () -> {
              FailureException e =
                  assertFails(FailureKind.NETWORK, () -> client.resolve(reference));
              assertTrue(e.problem().contains("in time"), e.problem());
            });
      }
    }
  }

  @Test
  void wrongBytesAreNeverTakenForRight() throws Exception {
    with(
        FaultPlan.always(r -> true, new Fault.WrongBytes()),
        (registry, client, reference) -> {
          FailureException e = assertFails(FailureKind.MALFORMED, () -> client.resolve(reference));
          assertTrue(e.problem().contains(IMAGE.digest().toString()), e.problem());
          assertFails(
              FailureKind.MALFORMED,
              () -> client.resolve(Reference.of(reference.repository(), IMAGE.digest())));
          assertFails(FailureKind.MALFORMED, () -> layer(client, reference));
          assertFails(
              FailureKind.MALFORMED,
              () -> client.fetchBlob(reference.repository(), IMAGE.manifest().config()));
        });
  }

  @Test
  void aRedirectThatNeverEndsAndOneThatLeadsNowhereFail() throws Exception {
    for (String location :
        new String[] {"/v2/a/manifests/1?secret", "?secret", "nowhere:secret", "::"}) {
      Fault fault = new Fault.Status(307, Map.of("Location", location), "UNKNOWN");
      with(
          FaultPlan.always(r -> true, fault),
          (registry, client, reference) -> {
            FailureException e = assertFails(FailureKind.NETWORK, () -> client.resolve(reference));
            assertFalse(e.getMessage().contains("secret"), e.getMessage());
          });
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRelativeRedirectIsFollowed(int status) throws Exception {
    Fault fault = new Fault.Status(status, Map.of("Location", "1?again"), "UNKNOWN");
    with(
        FaultPlan.first(1, r -> true, fault),
        (registry, client, reference) ->
            assertEquals(IMAGE.digest(), client.resolve(reference).digest()));
  }

  @Test
  void aNameThatMovedIsReportedWithItsNewPlaceButNoQuery() throws Exception {
    Fault fault = new Fault.Status(301, Map.of("Location", "/v2/b/manifests/1?secret"), "UNKNOWN");
    with(
        FaultPlan.always(r -> r.target().startsWith("/v2/a/"), fault),
        (registry, client, reference) -> {
          FailureException e = assertFails(FailureKind.MOVED, () -> client.resolve(reference));
          assertTrue(e.problem().contains(registry.host() + "/v2/b/manifests/1,"), e.problem());
          assertFalse(e.getMessage().contains("secret"), e.getMessage());
        });
  }

  @Test
  void aContentHostThatRefusesIsNotTakenForTheRegistry() throws Exception {
    FaultPlan faults = FaultPlan.always(r -> r.target().startsWith("/data"), new Fault.Status(403));
    with(
        LoopbackOptions.PLAIN.withFaults(faults).withRedirectedBlobs(),
        (registry, client, reference) -> {
          FailureException e = assertFails(FailureKind.NETWORK, () -> layer(client, reference));
          assertTrue(e.problem().contains("content host"), e.problem());
          assertFalse(e.getMessage().contains("X-Signature"), e.getMessage());
        });
  }

  @Test
  void aTokenServerInTroubleIsTriedAgain() throws Exception {
    LoopbackOptions options = LoopbackOptions.PLAIN.withAccess(Access.WithToken.forEverybody());
    with(
        options.withFaults(
            FaultPlan.first(2, r -> r.target().startsWith("/token"), new Fault.Status(503))),
        (registry, client, reference) ->
            assertEquals(IMAGE.digest(), client.resolve(reference).digest()));
    with(
        options.withFaults(
            FaultPlan.always(r -> r.target().startsWith("/token"), new Fault.Status(429))),
        (registry, client, reference) ->
            assertFails(FailureKind.RATE_LIMIT, () -> client.resolve(reference)));
  }

  @Test
  void nobodyThereIsANetworkFailure() throws Exception {
    String host;
    try (LoopbackRegistry registry = LoopbackRegistry.start(LoopbackOptions.PLAIN)) {
      host = registry.host();
    }
    RegistryOptions options = Clients.options(home, Clients.insecure(host), Map.of());
    try (RegistryClient client = RegistryClient.open(options)) {
      FailureException refused =
          assertFails(FailureKind.NETWORK, () -> client.resolve(Reference.parse(host + "/a:1")));
      assertTrue(refused.problem().contains("refuses"), refused.problem());
      Reference nowhere = Reference.parse("no-such-host.invalid/a:1");
      FailureException unknown = assertFails(FailureKind.NETWORK, () -> client.resolve(nowhere));
      assertTrue(unknown.problem().contains("is not known"), unknown.problem());
      FailureException again = assertFails(FailureKind.NETWORK, () -> client.resolve(nowhere));
      // Java's own memory of it would leave out the reason.
      assertEquals(unknown.getCause().getMessage(), again.getCause().getMessage());
    }
  }

  @Test
  void anInterruptEndsADownload() throws Exception {
    with(
        FaultPlan.always(ReceivedRequest::isForBlob, new Fault.Stall(1000, Duration.ofSeconds(30))),
        (registry, client, reference) -> {
          CompletableFuture<Exception> outcome = new CompletableFuture<>();
          Thread download =
              Thread.ofVirtual()
                  .start(
                      () -> {
                        try {
                          layer(client, reference);
                          outcome.complete(null);
                        } catch (IOException e) {
                          outcome.complete(e);
                        }
                      });
          while (registry.received().isEmpty()) {
            Thread.sleep(5);
          }
          Thread.sleep(50);
          download.interrupt();
          Exception e = outcome.get(20, TimeUnit.SECONDS);
          assertEquals(InterruptedIOException.class, e.getClass(), String.valueOf(e));
        });
  }
}
