package io.longshore.loopback;

import static io.longshore.loopback.Clients.assertFails;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Descriptor;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import io.longshore.oci.registry.RegistryClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryAccessTest {
  private static final Access.User USER = new Access.User("ada", "pass:word");

  private static final Fault TOO_MANY =
      new Fault.Status(429, Map.of("Retry-After", "0"), "TOOMANYREQUESTS");

  @TempDir private Path home;

  private static byte[] read(RegistryClient client, Repository repository, Descriptor blob)
      throws IOException {
    try (InputStream in = client.openBlob(repository, blob, 0)) {
      return in.readAllBytes();
    }
  }

  private static Reference add(LoopbackRegistry registry, String path, MadeImage image) {
    registry.addImage(path, "1", image);
    return Reference.parse(registry.host() + "/" + path + ":1");
  }

  private void logIn(LoopbackRegistry registry, Access.User user) throws IOException {
    byte[] pair = (user.name() + ":" + user.password()).getBytes(StandardCharsets.UTF_8);
    Files.writeString(
        home.resolve("auth.json"),
        "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}"
            .formatted(registry.host(), Base64.getEncoder().encodeToString(pair)));
  }

  private static long tokensAskedFor(LoopbackRegistry registry) {
    return registry.received().stream().filter(r -> r.target().startsWith("/token")).count();
  }

  @Test
  void oneTokenServesARepositoryAndNoOther() throws IOException {
    try (LoopbackRegistry registry =
            LoopbackRegistry.start(
                LoopbackOptions.PLAIN.withAccess(Access.WithToken.forEverybody()));
        RegistryClient client = Clients.of(registry, home)) {
      MadeImage image = Samples.image();
      Reference one = add(registry, "team/one", image);
      Reference two = add(registry, "team/two", image);
      client.resolve(one);
      read(client, one.repository(), image.manifest().layers().getFirst());
      assertEquals(1, tokensAskedFor(registry));
      client.resolve(two);
      assertEquals(2, tokensAskedFor(registry));
    }
  }

  @Test
  void manyThreadsAskForOneToken() throws Exception {
    try (LoopbackRegistry registry =
            LoopbackRegistry.start(
                LoopbackOptions.PLAIN.withAccess(Access.WithToken.forEverybody()));
        RegistryClient client = Clients.of(registry, home);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      MadeImage image = Samples.image();
      Reference reference = add(registry, "a", image);
      List<Callable<byte[]>> downloads = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        downloads.add(() -> read(client, reference.repository(), image.manifest().config()));
      }
      for (Future<byte[]> download : threads.invokeAll(downloads)) {
        assertArrayEquals(image.configBytes(), download.get());
      }
      assertEquals(1, tokensAskedFor(registry));
    }
  }

  @Test
  void aTokenRefusedInTheMiddleIsRenewed() throws IOException {
    try (LoopbackRegistry registry =
            LoopbackRegistry.start(
                LoopbackOptions.PLAIN.withAccess(Access.WithToken.forEverybody()));
        RegistryClient client = Clients.of(registry, home)) {
      MadeImage image = Samples.image();
      Reference reference = add(registry, "a", image);
      client.resolve(reference);
      registry.revokeTokens();
      assertArrayEquals(
          image.configBytes(), client.fetchBlob(reference.repository(), image.manifest().config()));
      assertEquals(2, tokensAskedFor(registry));
    }
  }

  @Test
  void aTokenIsNotUsedPastTheTimeAnnounced() throws IOException {
    Access access = new Access.WithToken(Duration.ofMinutes(5), 0, Optional.empty());
    try (LoopbackRegistry registry =
            LoopbackRegistry.start(LoopbackOptions.PLAIN.withAccess(access));
        RegistryClient client = Clients.of(registry, home)) {
      Reference reference = add(registry, "a", Samples.image());
      client.resolve(reference);
      client.resolve(reference);
      assertEquals(2, tokensAskedFor(registry));
      long withToken =
          registry.received().stream()
              .filter(r -> r.isForManifest() && r.authorization().isPresent())
              .count();
      assertEquals(2, withToken, "each token was used once");
    }
  }

  @Test
  void storedCredentialsGetATokenAndGoToNobodyElse() throws IOException {
    try (LoopbackRegistry registry =
            LoopbackRegistry.start(
                LoopbackOptions.PLAIN
                    .withAccess(Access.WithToken.forOnly(USER))
                    .withRedirectedBlobs());
        RegistryClient client = Clients.of(registry, home)) {
      logIn(registry, USER);
      MadeImage image = Samples.image();
      Reference reference = add(registry, "secret/app", image);
      client.resolve(reference);
      assertArrayEquals(
          image.configBytes(), client.fetchBlob(reference.repository(), image.manifest().config()));
      assertEquals(1, registry.receivedByContentHost().size());
      assertEquals(Optional.empty(), registry.receivedByContentHost().getFirst().authorization());
      assertTrue(
          registry.received().stream()
              .filter(r -> r.authorization().orElse("").startsWith("Basic"))
              .allMatch(r -> r.target().startsWith("/token")),
          "the password goes to the token server only");
    }
  }

  @Test
  void anIdentityTokenIsExchanged() throws IOException {
    try (LoopbackRegistry registry =
            LoopbackRegistry.start(
                LoopbackOptions.PLAIN.withAccess(Access.WithToken.forOnly(USER)));
        RegistryClient client = Clients.of(registry, home)) {
      Files.writeString(
          home.resolve("auth.json"),
          "{\"auths\": {\"%s\": {\"identitytoken\": \"%s\"}}}"
              .formatted(registry.host(), USER.password()));
      MadeImage image = Samples.image();
      assertEquals(image.digest(), client.resolve(add(registry, "a", image)).digest());
      assertEquals("POST", registry.received().get(1).method());
    }
  }

  @Test
  void aRegistryMayWantThePasswordItself() throws IOException {
    try (LoopbackRegistry registry =
            LoopbackRegistry.start(
                LoopbackOptions.PLAIN.withAccess(new Access.WithPassword(USER)));
        RegistryClient client = Clients.of(registry, home)) {
      logIn(registry, USER);
      MadeImage image = Samples.image();
      assertEquals(image.digest(), client.resolve(add(registry, "a", image)).digest());
    }
  }

  /** Registries that answer 404 to strangers, so as not to tell them what there is. */
  @Test
  void whatIsHiddenIsShownToWhoIsLoggedIn() throws IOException {
    for (Access access : List.of(Access.WithToken.forOnly(USER), new Access.WithPassword(USER))) {
      try (LoopbackRegistry registry =
              LoopbackRegistry.start(LoopbackOptions.PLAIN.withAccess(new Access.Hidden(access)));
          RegistryClient client = Clients.of(registry, home)) {
        MadeImage image = Samples.image();
        Reference reference = add(registry, "secret/app", image);
        FailureException e = assertFails(FailureKind.AUTH, () -> client.resolve(reference));
        assertTrue(e.problem().startsWith("access needs credentials, or there is no such"));
        logIn(registry, USER);
        client.headBlob(reference.repository(), image.manifest().config());
        assertEquals(image.digest(), client.resolve(reference).digest());
        assertEquals(1, rootRequests(registry), "the root is asked once");
      }
    }
  }

  /** A registry that is overloaded does not tell whether it knows users. */
  @Test
  void aRootThatDoesNotAnswerForAMomentHidesNothing() throws IOException {
    for (Fault fault :
        List.of(new Fault.Status(503), new Fault.Status(408), new Fault.Reset(), TOO_MANY)) {
      FaultPlan first = FaultPlan.first(1, r -> r.target().equals("/v2/"), fault);
      try (LoopbackRegistry registry = hiding(first);
          RegistryClient client = Clients.of(registry, home)) {
        logIn(registry, USER);
        MadeImage image = Samples.image();
        Reference reference = add(registry, "secret/app", image);
        assertEquals(image.digest(), client.resolve(reference).digest(), fault.toString());
      }
    }
  }

  @Test
  void aRootThatNeverAnswersIsNotAskedForEver() throws IOException {
    FaultPlan always = FaultPlan.always(r -> r.target().equals("/v2/"), new Fault.Status(503));
    try (LoopbackRegistry registry = hiding(always);
        RegistryClient client = Clients.of(registry, home)) {
      Reference reference = add(registry, "secret/app", Samples.image());
      assertFails(FailureKind.GONE, () -> client.resolve(reference));
      logIn(registry, USER);
      long before = rootRequests(registry);
      assertFails(FailureKind.NETWORK, () -> client.resolve(reference));
      assertEquals(Clients.QUICK.attempts(), rootRequests(registry) - before);
    }
  }

  private static LoopbackRegistry hiding(FaultPlan faults) throws IOException {
    return LoopbackRegistry.start(
        LoopbackOptions.PLAIN
            .withAccess(new Access.Hidden(Access.WithToken.forOnly(USER)))
            .withFaults(faults));
  }

  @Test
  void whatEverybodyMayReadIsFetchedWithoutAskingTheRoot() throws IOException {
    try (LoopbackRegistry registry = LoopbackRegistry.start(LoopbackOptions.PLAIN);
        RegistryClient client = Clients.of(registry, home)) {
      client.resolve(add(registry, "a", Samples.image()));
      assertEquals(0, rootRequests(registry));
      assertFails(
          FailureKind.GONE, () -> client.resolve(Reference.parse(registry.host() + "/a:2")));
    }
  }

  private static long rootRequests(LoopbackRegistry registry) {
    return registry.received().stream().filter(r -> r.target().equals("/v2/")).count();
  }

  @Test
  void aTokenServerThatExchangesNoTokensIsShownTheLoginBesideIt() throws IOException {
    FaultPlan noExchange =
        FaultPlan.always(request -> request.method().equals("POST"), new Fault.Status(405));
    try (LoopbackRegistry registry =
            LoopbackRegistry.start(
                LoopbackOptions.PLAIN
                    .withAccess(Access.WithToken.forOnly(USER))
                    .withFaults(noExchange));
        RegistryClient client = Clients.of(registry, home)) {
      logIn(registry, USER);
      Path file = home.resolve("auth.json");
      Files.writeString(
          file, Files.readString(file).replace("{\"auth\"", "{\"identitytoken\": \"T\", \"auth\""));
      MadeImage image = Samples.image();
      assertEquals(image.digest(), client.resolve(add(registry, "a", image)).digest());
    }
  }

  @Test
  void withoutCredentialsTheUserIsToldToLogIn() throws IOException {
    for (Access access : List.of(Access.WithToken.forOnly(USER), new Access.WithPassword(USER))) {
      try (LoopbackRegistry registry =
              LoopbackRegistry.start(LoopbackOptions.PLAIN.withAccess(access));
          RegistryClient client = Clients.of(registry, home)) {
        Reference reference = add(registry, "a", Samples.image());
        FailureException e = assertFails(FailureKind.AUTH, () -> client.resolve(reference));
        assertTrue(e.nextStep().endsWith("docker login " + registry.host()), e.nextStep());
        assertTrue(e.problem().startsWith("access needs credentials"), e.problem());
      }
    }
  }

  @Test
  void wrongCredentialsAreToldApartFromNone() throws IOException {
    for (Access access : List.of(Access.WithToken.forOnly(USER), new Access.WithPassword(USER))) {
      try (LoopbackRegistry registry =
              LoopbackRegistry.start(LoopbackOptions.PLAIN.withAccess(access));
          RegistryClient client = Clients.of(registry, home)) {
        logIn(registry, new Access.User("ada", "wrong-password"));
        Reference reference = add(registry, "a", Samples.image());
        FailureException e = assertFails(FailureKind.AUTH, () -> client.resolve(reference));
        assertTrue(
            e.problem().startsWith("the stored credentials do not give access"), e.problem());
        assertFalse(e.getMessage().contains("wrong-password"));
      }
    }
  }

  @Test
  void aBrokenCredentialFileIsToldWhenAccessIsRefused() throws IOException {
    Files.writeString(home.resolve("auth.json"), "{");
    try (LoopbackRegistry registry =
            LoopbackRegistry.start(
                LoopbackOptions.PLAIN.withAccess(Access.WithToken.forOnly(USER)));
        RegistryClient client = Clients.of(registry, home)) {
      Reference reference = add(registry, "a", Samples.image());
      FailureException e = assertFails(FailureKind.AUTH, () -> client.resolve(reference));
      assertTrue(e.problem().contains("auth.json is not valid JSON"), e.problem());
    }
  }

  @Test
  void redirectedBlobsAreStreamedFromAnyByte() throws IOException {
    try (LoopbackRegistry registry =
            LoopbackRegistry.start(
                LoopbackOptions.PLAIN
                    .withAccess(Access.WithToken.forEverybody())
                    .withRedirectedBlobs());
        RegistryClient client = Clients.of(registry, home)) {
      MadeImage image = Samples.largeImage();
      Reference reference = add(registry, "a", image);
      Descriptor layer = image.manifest().layers().getFirst();
      client.headBlob(reference.repository(), layer);
      try (InputStream in = client.openBlob(reference.repository(), layer, 1000)) {
        assertEquals(layer.size() - 1000, in.readAllBytes().length);
      }
      assertEquals(Optional.of("bytes=1000-"), registry.receivedByContentHost().getLast().range());
    }
  }
}
