package io.longshore.collection.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.stage.RegistryImageSource;
import io.longshore.collection.stage.StagingSettings;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.LoopbackRegistry;
import io.longshore.loopback.TarLayer;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.testing.MadeElf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot start takes no other image's place. */
class BrokenImageTest {
  private static final String OLD = "images/bids/app--1.0.sing";

  @TempDir Path folder;

  private record Outcome(
      MigratedCollection collection, MigrationSummary summary, List<MigrationEvent> events) {
    List<FailureException> failures() {
      return events.stream()
          .filter(MigrationEvent.Failed.class::isInstance)
          .map(event -> ((MigrationEvent.Failed) event).reason())
          .toList();
    }

    List<String> warnings() {
      return events.stream()
          .filter(MigrationEvent.Warning.class::isInstance)
          .map(event -> ((MigrationEvent.Warning) event).text())
          .toList();
    }
  }

  private Outcome migrate(ImageMaker image, boolean tested) throws IOException {
    try (LoopbackRegistry registry = LoopbackRegistry.start(LoopbackOptions.PLAIN)) {
      registry.addImage("bids/app", "1.0", image.make());
      MigratedCollection collection =
          MigratedCollection.unmigrated(folder.toRealPath().resolve("collection"), registry.host());
      List<MigrationEvent> events = new CopyOnWriteArrayList<>();
      try (RegistryClient client = RegistryClient.open(collection.registryOptions())) {
        MigrationSummary summary =
            new Migration(
                    MigrationOptions.ofRecipes(
                        collection.root(),
                        List.of("images/bids/Singularity.app--1.0"),
                        false,
                        StagingSettings.of(1).withTest(tested)),
                    new RegistryImageSource(client),
                    events::add)
                .run();
        return new Outcome(collection, summary, events);
      }
    }
  }

  private static ImageMaker withoutProgram() {
    return ImageMaker.create()
        .layer(TarLayer.create().file("etc/motd", 0644, "hello\n").toBytes())
        .entrypoint("/opt/app");
  }

  @Test
  void anImageWithoutItsProgramIsNotPublishedAndItIsSaidWhy() throws IOException {
    Outcome outcome = migrate(withoutProgram(), true);

    assertEquals(0, outcome.summary().migrated());
    FailureException failure = outcome.failures().getFirst();
    assertEquals(FailureKind.BROKEN, failure.kind());
    assertEquals("would not start: /opt/app is not there", failure.problem());
    assertTrue(failure.nextStep().contains("--no-test"), failure.nextStep());
    MigratedCollection collection = outcome.collection();
    assertTrue(Files.exists(collection.root().resolve(OLD)));
    assertEquals("1", collection.git("rev-list", "--count", "HEAD"));
    assertEquals("", collection.git("status", "--porcelain"));
  }

  @Test
  void itIsPublishedWhereNobodyLooks() throws IOException {
    Outcome outcome = migrate(withoutProgram(), false);

    assertEquals(List.of(), outcome.failures());
    assertEquals(1, outcome.summary().migrated());
  }

  @Test
  void whatMayNotStartIsToldAndPublished() throws IOException {
    byte[] layer =
        TarLayer.create()
            .directory("opt", 0755)
            .directory("opt/closed", 0700)
            .file("opt/closed/app", 0755, MadeElf.program())
            .toBytes();

    Outcome outcome = migrate(ImageMaker.create().layer(layer).entrypoint("/opt/closed/app"), true);

    assertEquals(1, outcome.summary().migrated());
    assertEquals(
        List.of(
            "/opt/closed/app may not be executed by everybody, for a folder it lies in is closed"),
        outcome.warnings());
  }
}
