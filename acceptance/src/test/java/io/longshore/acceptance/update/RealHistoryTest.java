package io.longshore.acceptance.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.registry.HubMirror;
import io.longshore.collection.inventory.PresentImage;
import io.longshore.collection.rules.Offer;
import io.longshore.collection.update.MovedTag;
import io.longshore.collection.update.Outlook;
import io.longshore.collection.update.Registries;
import io.longshore.collection.update.UpdateSurvey;
import io.longshore.ground.FailureKind;
import io.longshore.loopback.Access;
import io.longshore.loopback.FaultPlan;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.LoopbackRegistry;
import io.longshore.loopback.ReceivedRequest;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.RegistryOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All 68 names and 389 references of the real collection, and a registry in place of Docker Hub
 * that has what became of them since.
 */
class RealHistoryTest {
  private static final LoopbackOptions LIKE_DOCKER_HUB =
      LoopbackOptions.PLAIN.withAccess(Access.WithToken.forEverybody());

  @TempDir private Path folder;
  private final RealHistory history = new RealHistory();

  private List<Outlook> look(LoopbackRegistry registry) throws IOException {
    Path conf = HubMirror.inPlace(folder.resolve("registries.conf"), registry.host());
    RegistryOptions options =
        RegistryOptions.of(
            Map.of(
                "CONTAINERS_REGISTRIES_CONF",
                conf.toString(),
                "CONTAINERS_REGISTRIES_CONF_DIR",
                folder.resolve("absent").toString(),
                "LONGSHORE_PLAIN_HTTP",
                "127.0.0.1"),
            folder);
    try (RegistryClient client = RegistryClient.open(options)) {
      return UpdateSurvey.of(
          history.followed(), history.present(), history.configuration(), Registries.of(client));
    }
  }

  /** What is told of a container, in words. */
  private record Told(
      List<String> newer,
      List<String> missed,
      List<String> moved,
      List<String> gone,
      Optional<FailureKind> failure) {
    private static final Told NOTHING =
        new Told(List.of(), List.of(), List.of(), List.of(), Optional.empty());

    static Told of(Outlook outlook) {
      return new Told(
          versions(outlook.newer()),
          versions(outlook.between()),
          outlook.moved().stream().map(MovedTag::image).map(Told::name).toList(),
          outlook.gone().stream().map(Told::name).toList(),
          outlook.failure().map(failure -> failure.kind()));
    }

    private static List<String> versions(List<Offer> offers) {
      return offers.stream().map(offer -> offer.version().text()).toList();
    }

    private static String name(PresentImage image) {
      return image.names().name();
    }
  }

  @Test
  void whatBecameOfEachNameIsTold() throws IOException {
    SequencedMap<String, Told> expected = new TreeMap<>();
    List<String> names = history.names();
    assertEquals(68, names.size());
    for (int i = 0; i < names.size(); i++) {
      expected.put(names.get(i), change(names.get(i), i));
    }
    try (LoopbackRegistry registry = LoopbackRegistry.start(LIKE_DOCKER_HUB)) {
      history.serveOn(registry);
      SequencedMap<String, Told> told = new TreeMap<>();
      look(registry).forEach(outlook -> told.put(outlook.name(), Told.of(outlook)));
      assertEquals(lines(expected), lines(told));
    }
  }

  private static List<String> lines(Map<String, Told> told) {
    return told.entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue()).toList();
  }

  /** Does one of five things to a container, and says what is to be told. */
  private Told change(String name, int which) {
    Repository repository = history.repository(name);
    PresentImage image =
        history.images(name).stream()
            .filter(one -> one.reference().orElseThrow().repository().equals(repository))
            .findFirst()
            .orElseThrow();
    Reference reference = image.reference().orElseThrow();
    List<String> named =
        history.images(name).stream()
            .filter(one -> one.reference().equals(image.reference()))
            .map(one -> one.names().name())
            .toList();
    return switch (which % 6) {
      case 0 -> {
        history.add(repository, "v9001.1.0");
        history.add(repository, "version-9002.0.1");
        history.add(repository, "9002.0.1");
        yield new Told(
            List.of("9001.1.0", "9002.0.1"),
            List.of("9001.1.0"),
            List.of(),
            List.of(),
            Optional.empty());
      }
      case 1 -> {
        history.put(reference, "moved");
        yield new Told(List.of(), List.of(), named, List.of(), Optional.empty());
      }
      case 2 -> {
        history.remove(reference);
        yield new Told(List.of(), List.of(), List.of(), named, Optional.empty());
      }
      case 3 -> {
        history.removeAll(repository);
        yield new Told(List.of(), List.of(), List.of(), List.of(), Optional.of(FailureKind.GONE));
      }
      case 4 -> {
        List.of("latest", "nightly", "unstable", "main", "9003.0.0rc1")
            .forEach(tag -> history.add(repository, tag));
        // What comes before a release counts where nothing was ever released.
        yield name.equals("bids-niak")
            ? new Told(List.of("9003.0.0rc1"), List.of(), List.of(), List.of(), Optional.empty())
            : Told.NOTHING;
      }
      default -> Told.NOTHING;
    };
  }

  @Test
  void aNightInWhichNothingHappenedCostsNoPull() throws IOException {
    try (LoopbackRegistry registry = LoopbackRegistry.start(LIKE_DOCKER_HUB)) {
      history.serveOn(registry);
      assertTrue(look(registry).stream().noneMatch(Outlook::hasUpdate));
      Map<String, Integer> received = new LinkedHashMap<>();
      for (ReceivedRequest request : registry.received()) {
        String kind = request.target().replaceFirst("^/v2/.*/(manifests|tags)/.*", "$1");
        received.merge(request.method() + " " + kind.replaceFirst("\\?.*", ""), 1, Integer::sum);
      }
      assertEquals(0, received.getOrDefault("GET manifests", 0));
      assertEquals(history.repositories().size(), received.get("GET /token"));
      // For each name a question that is answered, and one before it that needs a token.
      assertEquals(2 * history.names().size(), received.get("GET tags"));
    }
  }

  @Test
  void manyQuestionsAreAskedAtOnce() throws IOException {
    int atOnce = 8;
    CountDownLatch together = new CountDownLatch(atOnce);
    List<Boolean> alone = new ArrayList<>();
    FaultPlan waiting =
        request -> {
          if (request.method().equals("HEAD")) {
            together.countDown();
            try {
              if (!together.await(20, TimeUnit.SECONDS)) {
                alone.add(true);
              }
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
          return Optional.empty();
        };
    try (LoopbackRegistry registry = LoopbackRegistry.start(LIKE_DOCKER_HUB.withFaults(waiting))) {
      history.serveOn(registry);
      look(registry);
      assertEquals(List.of(), alone);
    }
  }

  @Test
  void threeThousandTagsAreReadToTheEnd() throws IOException {
    Repository repository = history.repository("bids-fmriprep");
    IntStream.range(0, 3000).forEach(i -> history.add(repository, "0.0.1-dev" + i));
    history.add(repository, "zz9004.0");
    history.add(repository, "9004.0");
    try (LoopbackRegistry registry = LoopbackRegistry.start(LIKE_DOCKER_HUB)) {
      history.serveOn(registry);
      Outlook found =
          look(registry).stream()
              .filter(outlook -> outlook.name().equals("bids-fmriprep"))
              .findFirst()
              .orElseThrow();
      assertEquals(List.of("9004.0"), Told.versions(found.newer()));
    }
  }
}
