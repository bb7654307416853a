package io.longshore.loopback;

import static io.longshore.loopback.Clients.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.TagList;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What there is in a repository, and what tags mean, without a counted pull. */
class TagListTest {
  @TempDir private Path home;

  private static Repository repository(LoopbackRegistry registry, String path) {
    return new Repository(registry.host(), path);
  }

  private TagList tags(LoopbackRegistry registry, String path) throws IOException {
    try (RegistryClient client = Clients.of(registry, home)) {
      return client.tags(repository(registry, path));
    }
  }

  private static LoopbackOptions answering(String pattern, Fault fault) {
    return LoopbackOptions.PLAIN.withFaults(
        FaultPlan.always(request -> request.target().matches(pattern), fault));
  }

  @Test
  void allPagesAreRead() throws IOException {
    try (LoopbackRegistry registry =
        LoopbackRegistry.start(LoopbackOptions.PLAIN.withAccess(Access.WithToken.forEverybody()))) {
      MadeImage image = Samples.image("linux/amd64");
      Set<String> tags =
          IntStream.range(0, 3000).mapToObj(i -> "1." + i + ".0").collect(Collectors.toSet());
      tags.forEach(tag -> registry.addImage("lab/tool", tag, image));
      assertEquals(tags, Set.copyOf(tags(registry, "lab/tool").tags()));
      List<ReceivedRequest> received = registry.received();
      assertEquals(30, received.stream().filter(r -> r.target().contains("tags/list")).count() - 1);
      assertEquals(1, received.stream().filter(r -> r.target().startsWith("/token")).count());
    }
  }

  @Test
  void noTagsAreAnEmptyList() throws IOException {
    try (LoopbackRegistry registry = LoopbackRegistry.start(LoopbackOptions.PLAIN)) {
      registry.addImage("a", "1", Samples.image("linux/amd64"));
      registry.removeTag("a", "1");
      assertEquals(Set.of(), tags(registry, "a").tags());
    }
  }

  @Test
  void aRepositoryThatIsGoneIsNotAnEmptyOne() throws IOException {
    try (LoopbackRegistry registry = LoopbackRegistry.start(LoopbackOptions.PLAIN)) {
      registry.addImage("a", "1", Samples.image("linux/amd64"));
      registry.removeRepository("a");
      FailureException e = assertFails(FailureKind.GONE, () -> tags(registry, "a"));
      assertEquals(registry.host() + "/a", e.subject());
    }
  }

  @Test
  void aListThatMovedIsReadWhereItIsNow() throws IOException {
    Fault moved = new Fault.Status(301, Map.of("Location", "/v2/new/tags/list"), "MOVED");
    try (LoopbackRegistry registry = LoopbackRegistry.start(answering("/v2/old/.*", moved))) {
      registry.addImage("new", "1", Samples.image("linux/amd64"));
      TagList found = tags(registry, "old");
      assertEquals(Set.of("1"), found.tags());
      assertEquals(
          Optional.of(URI.create("http://" + registry.host() + "/v2/new/tags/list")),
          found.movedTo());
    }
  }

  @Test
  void aPlaceThatMovedAndHoldsNothingIsSaidToHaveMoved() throws IOException {
    Fault moved = new Fault.Status(301, Map.of("Location", "/v2/new/tags/list"), "MOVED");
    try (LoopbackRegistry registry = LoopbackRegistry.start(answering("/v2/old/.*", moved))) {
      assertFails(FailureKind.MOVED, () -> tags(registry, "old"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://elsewhere.invalid/v2/a/tags/list?last=1, leads back to itself",
    "http://elsewhere.invalid/, leads back to itself",
    "/v2/a/tags/list?n=1000, leads back to itself",
  })
  void aListWithoutAnHonestEndIsRefused(String link, String told) throws IOException {
    Fault goingOn = new Fault.Status(200, Map.of("Link", "<" + link + ">; rel=\"next\""), "UNUSED");
    try (LoopbackRegistry registry = LoopbackRegistry.start(answering(".*/tags/list.*", goingOn))) {
      FailureException e = assertFails(FailureKind.MALFORMED, () -> tags(registry, "a"));
      assertTrue(e.problem().contains(told), e.problem());
    }
  }

  /** A registry behind a proxy may not know what its clients call it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://registry_backend:5000/v2/a/tags/list",
        "https://10.0.0.7/v2/inside/a/tags/list",
        "//elsewhere.invalid:x/",
        "",
      })
  void theNextPageIsAskedOfTheSameHostWhateverTheRegistryCallsItself(String place)
      throws IOException {
    Fault first =
        new Fault.Status(
            200, Map.of("Link", "<" + place + "?last=1.0&n=100>; rel=\"next\""), "UNUSED");
    try (LoopbackRegistry registry =
        LoopbackRegistry.start(
            LoopbackOptions.PLAIN.withFaults(
                FaultPlan.first(1, r -> r.target().contains("tags/list"), first)))) {
      MadeImage image = Samples.image("linux/amd64");
      List.of("1.0", "1.1", "1.2").forEach(tag -> registry.addImage("a", tag, image));
      assertEquals(Set.of("1.1", "1.2"), tags(registry, "a").tags());
      assertEquals("/v2/a/tags/list?last=1.0&n=100", registry.received().getLast().target());
    }
  }

  @Test
  void theDigestOfATagCostsNoPull() throws IOException {
    try (LoopbackRegistry registry = LoopbackRegistry.start(LoopbackOptions.PLAIN);
        RegistryClient client = Clients.of(registry, home)) {
      MadeImage image = Samples.image("linux/amd64");
      registry.addImage("a", "1", image);
      Reference reference = Reference.parse(registry.host() + "/a:1");
      assertEquals(image.digest(), client.digestOf(reference));
      assertTrue(registry.received().stream().noneMatch(CountedPullsTest::isPull));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 405, 501})
  void whereHeadIsRefusedTheDocumentTells(int status) throws IOException {
    LoopbackOptions refusing =
        LoopbackOptions.PLAIN.withFaults(
            FaultPlan.always(request -> request.method().equals("HEAD"), new Fault.Status(status)));
    try (LoopbackRegistry registry = LoopbackRegistry.start(refusing);
        RegistryClient client = Clients.of(registry, home)) {
      MadeImage image = Samples.image("linux/amd64");
      registry.addImage("a", "1", image);
      Digest digest = client.digestOf(Reference.parse(registry.host() + "/a:1"));
      assertEquals(image.digest(), digest);
    }
  }

  @Test
  void aTagThatIsGoneIsGone() throws IOException {
    try (LoopbackRegistry registry = LoopbackRegistry.start(LoopbackOptions.PLAIN);
        RegistryClient client = Clients.of(registry, home)) {
      registry.addImage("a", "1", Samples.image("linux/amd64"));
      registry.removeTag("a", "1");
      Reference reference = Reference.parse(registry.host() + "/a:1");
      assertFails(FailureKind.GONE, () -> client.digestOf(reference));
    }
  }

  @Test
  void aDocumentIsReadWhole() throws IOException {
    try (LoopbackRegistry registry = LoopbackRegistry.start(LoopbackOptions.PLAIN);
        LoopbackSite site = LoopbackSite.start(FaultPlan.first(2, _ -> true, new Fault.Reset()));
        RegistryClient client = Clients.of(registry, home)) {
      site.put("/apps.yml?ref=1", "text/plain", "- dh: bids/example\n");
      URI address = URI.create(site.address() + "/apps.yml?ref=1");
      assertEquals(
          "- dh: bids/example\n", new String(client.document(address), StandardCharsets.UTF_8));
    }
  }

  @Test
  void aDocumentIsBoundedAndNoWebPage() throws IOException {
    try (LoopbackRegistry registry = LoopbackRegistry.start(LoopbackOptions.PLAIN);
        LoopbackSite site = LoopbackSite.start(FaultPlan.NONE);
        RegistryClient client = Clients.of(registry, home)) {
      site.put("/huge", "text/plain", "-".repeat((4 << 20) + 1));
      site.put("/login", "text/html", "<html>");
      URI root = URI.create(site.address());
      assertFails(FailureKind.MALFORMED, () -> client.document(root.resolve("/huge")));
      assertFails(FailureKind.NETWORK, () -> client.document(root.resolve("/login")));
      assertFails(FailureKind.GONE, () -> client.document(root.resolve("/absent?token=secret")));
    }
  }
}
