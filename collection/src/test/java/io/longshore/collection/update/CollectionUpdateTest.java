package io.longshore.collection.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.migrate.MigratedCollection;
import io.longshore.collection.plan.NewVersion;
import io.longshore.collection.rules.source.HttpLists;
import io.longshore.collection.session.StopRequest;
import io.longshore.collection.stage.RegistryImageSource;
import io.longshore.collection.stage.StagingSettings;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.ground.concurrent.IoWork;
import io.longshore.loopback.Fault;
import io.longshore.loopback.FaultPlan;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.LoopbackRegistry;
import io.longshore.loopback.ReceivedRequest;
import io.longshore.oci.registry.RegistryClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Updates of a small collection from a registry on loopback. */
class CollectionUpdateTest {
  private static final String PLAIN = "images/tools/plain--2.sif";

  @TempDir static Path shared;

  private static LoopbackRegistry registry;
  private static MigratedCollection prepared;

  /** What the registry does before it answers a request. */
  private static volatile FaultPlan before;

  @TempDir Path folder;
  private MigratedCollection collection;
  private int askedByOthers;
  private final Heard heard = new Heard();
  private int jobs = 1;

  private static final class Heard implements UpdateListener {
    final List<String> warnings = new ArrayList<>();
    final List<String> added = new ArrayList<>();
    final List<String> registered = new ArrayList<>();
    final List<String> failed = new ArrayList<>();
    IoWork<Void> whileFetching = () -> null;

    @Override
    public void warn(String subject, String text) {
      warnings.add(subject + ": " + text);
    }

    @Override
    public void surveyed(News news) {}

    @Override
    public void registered(List<NewRegistration> registrations) {
      registrations.forEach(one -> registered.add(one.name() + " " + one.image().name()));
    }

    @Override
    public void planned(int images, int left) {}

    @Override
    public void begun(NewVersion version) {
      try {
        whileFetching.run();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void added(AppliedVersion applied) {
      added.add(applied.version().names().name());
    }

    @Override
    public void failed(NewVersion version, FailureException reason) {
      failed.add(version.names().name());
    }

    @Override
    public void tooOld(NewVersion version, Instant created) {}
  }

  @BeforeAll
  static void migrate() throws IOException {
    before = FaultPlan.NONE;
    registry =
        LoopbackRegistry.start(
            LoopbackOptions.PLAIN.withFaults(request -> before.faultFor(request)));
    prepared = MigratedCollection.migrated(shared.toRealPath().resolve("prepared"), registry);
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @BeforeEach
  void copyWhatIsPrepared() throws IOException {
    before = FaultPlan.NONE;
    registry.removeRepository("tools/plain");
    registry.addImage("tools/plain", "2", MigratedCollection.image("bin/plain").make());
    askedByOthers = registry.received().size();
    collection = prepared.copy(folder.toRealPath().resolve("collection"));
  }

  private void follow(String rules) throws IOException {
    collection.write(".datalad/longshore.yaml", rules);
    collection.commitAll();
  }

  private String plain(String more) {
    return "sources:\n- repository: %s/tools/plain\n  family: tools\n  name: plain\n%s"
        .formatted(registry.host(), more);
  }

  private UpdateSummary update(boolean apply, Optional<Integer> limit, String... typed)
      throws IOException {
    try (RegistryClient client = RegistryClient.open(collection.registryOptions())) {
      CollectionUpdate update =
          new CollectionUpdate(
              new UpdateRequest(
                  collection.root(),
                  List.of(typed),
                  collection.root(),
                  /* rebuildMoved= */ true,
                  limit,
                  Optional.empty(),
                  /* push= */ false,
                  NextStep.of("longshore update"),
                  StagingSettings.of(jobs)),
              new HttpLists(client),
              Registries.of(client),
              new RegistryImageSource(client),
              heard,
              new StopRequest());
      return apply ? update.apply() : update.look();
    }
  }

  /** As longshore add --layout-only leaves it. */
  @Test
  void ofALayoutAloneWhoseTagHasMovedTheLayoutStaysAndNoSifIsMade() throws IOException {
    String before = collection.gitInImagesOci("rev-parse", "HEAD:tools/plain--2.oci/blobs");
    collection.git("rm", "-q", "--", PLAIN);
    follow(plain(""));
    registry.addImage("tools/plain", "2", MigratedCollection.image("bin/other").make());

    update(true, Optional.empty());

    assertEquals(List.of("plain--2"), heard.added);
    assertFalse(Files.exists(collection.root().resolve(PLAIN)));
    List<String> kept =
        collection.gitInImagesOci("ls-tree", "--name-only", "HEAD", "tools/").lines().toList();
    assertEquals(2, kept.size(), kept.toString());
    assertEquals(
        before, collection.gitInImagesOci("rev-parse", "HEAD:" + kept.getFirst() + "/blobs"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "images/**/*.sif\n", "*\n"})
  void whatFailsLeavesRoomForTheOthers(String ignored) throws IOException {
    registry.addImage("tools/plain", "3.0", MigratedCollection.image("bin/three").make());
    registry.addImage("tools/plain", "4.0", MigratedCollection.image("bin/four").make());
    follow(plain("  take: all\n"));
    collection.write(".git/info/exclude", ignored);
    String somebodys = "somebody's, in the way";
    collection.write("images/tools/plain--3.0.sif", somebodys);

    UpdateSummary summary = update(true, Optional.of(1));

    assertEquals(List.of("plain plain--2"), heard.registered);
    assertEquals(List.of("plain--3.0"), heard.failed);
    assertEquals(List.of("plain--4.0"), heard.added);
    assertEquals(0, summary.left());
    assertEquals(
        somebodys, Files.readString(collection.root().resolve("images/tools/plain--3.0.sif")));
  }

  @Test
  void theNextImagesAreFetchedMeanwhileAndAddedInTheirOrder() throws IOException {
    for (String version : List.of("3.0", "4.0", "5.0")) {
      registry.addImage("tools/plain", version, MigratedCollection.image("bin/" + version).make());
    }
    follow(plain("  take: all\n"));
    jobs = 2;
    CountDownLatch secondIsAskedFor = new CountDownLatch(1);
    before =
        request -> {
          if (isManifest(request, "4.0")) {
            secondIsAskedFor.countDown();
          }
          return isManifest(request, "3.0") && !await(secondIsAskedFor)
              ? Optional.of(new Fault.Status(404))
              : Optional.empty();
        };

    update(true, Optional.empty());

    assertEquals(List.of("plain--3.0", "plain--4.0", "plain--5.0"), heard.added);
    assertEquals("", collection.git("status", "--porcelain", "--ignore-submodules=none"));
  }

  @Test
  void nothingIsFetchedBeyondTheLimit() throws IOException {
    registry.addImage("tools/plain", "3.0", MigratedCollection.image("bin/three").make());
    registry.addImage("tools/plain", "4.0", MigratedCollection.image("bin/four").make());
    follow(plain("  take: all\n"));
    jobs = 2;

    update(true, Optional.of(1));

    assertEquals(List.of("plain--3.0"), heard.added);
    List<ReceivedRequest> received = registry.received();
    assertFalse(
        received.subList(askedByOthers, received.size()).stream()
            .anyMatch(request -> isManifest(request, "4.0")));
  }

  private static boolean isManifest(ReceivedRequest request, String version) {
    return request.method().equals("GET") && request.target().endsWith("/manifests/" + version);
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A night takes hours, and people write the comment by hand. */
  @ParameterizedTest
  @CsvSource({
    "plain--2.sif,                     plain--2.sif  # frozen: paper under review, was frozen",
    "plain--2.sif,                     own--7.sif,                                 was changed",
    "[datalad \"containers.plain\"], [datalad \"containers.renamed\"],             was changed"
  })
  void whatSomebodyDecidesMeanwhileStays(String before, String decided, String said)
      throws IOException {
    registry.addImage("tools/plain", "3.0", MigratedCollection.image("bin/three").make());
    follow(plain(""));
    update(true, Optional.of(0));
    heard.whileFetching =
        () -> {
          collection.edit(".datalad/config", text -> text.replace(before, decided));
          collection.git("commit", "--quiet", "-m", "somebody else", ".datalad/config");
          return null;
        };

    update(true, Optional.empty());

    assertEquals(List.of("plain--3.0"), heard.added);
    String config = collection.git("show", "HEAD:.datalad/config");
    assertTrue(config.contains(decided), config);
    assertFalse(config.contains("plain--3.0"), config);
    String layouts = collection.gitInImagesOci("show", "HEAD:.datalad/config");
    assertFalse(layouts.contains("plain--3.0"), layouts);
    assertTrue(
        heard.warnings.stream().anyMatch(text -> text.startsWith("plain: " + said)),
        heard.warnings.toString());
  }

  @Test
  void aNameIsNotSaidToBeUnknownWhereItsListCouldNotBeRead() throws IOException {
    follow("sources:\n- list: absent.txt\n");
    FailureException failure =
        assertThrows(FailureException.class, () -> update(false, Optional.empty(), "bids-x"));
    assertEquals(FailureKind.MISSING, failure.kind());
    assertEquals("absent.txt", failure.subject());
  }

  @Test
  void withoutLayoutsItIsSaidThatNothingIsKnownOfTags() throws IOException {
    follow(plain(""));
    collection.git("submodule", "--quiet", "deinit", "--force", "images-oci");
    update(false, Optional.empty());
    assertTrue(heard.warnings.getFirst().startsWith("images-oci: "), heard.warnings.toString());
  }

  @Test
  void rulesThatAreNotCommittedAreToBeCommitted() throws IOException {
    collection.write(".datalad/longshore.yaml", plain(""));
    FailureException failure =
        assertThrows(FailureException.class, () -> update(false, Optional.empty()));
    assertTrue(failure.nextStep().contains("annex add --force-small"), failure.nextStep());
    assertFalse(failure.nextStep().contains("import"), failure.nextStep());
  }
}
