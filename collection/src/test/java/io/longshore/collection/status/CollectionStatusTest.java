package io.longshore.collection.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.migrate.LastFailure;
import io.longshore.collection.migrate.MigratedCollection;
import io.longshore.collection.migrate.Migration;
import io.longshore.collection.migrate.MigrationListener;
import io.longshore.collection.migrate.MigrationOptions;
import io.longshore.collection.stage.RegistryImageSource;
import io.longshore.collection.stage.StagingSettings;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.ground.FailureException;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.LoopbackRegistry;
import io.longshore.loopback.MadeImage;
import io.longshore.oci.registry.RegistryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectionStatusTest {
  @TempDir Path folder;

  @Test
  void tellsWhereEachImageStandsAndWhatFailed() throws IOException {
    try (LoopbackRegistry registry = LoopbackRegistry.start(LoopbackOptions.PLAIN)) {
      MigratedCollection collection =
          MigratedCollection.unmigrated(folder.resolve("dataset"), registry.host());
      collection.write("images/odd/Singularity.odd--1", "Bootstrap: docker\nFrom: odd:1\n");
      collection.write("images/lone/lone--1.simg", "an image");
      collection.commitAll();
      MadeImage app = MigratedCollection.image("bin/app").make();
      registry.addImage("bids/app", "1.0", app);
      Path root = collection.root();

      assertEquals(
          List.of(
              new ImageStatus.Pending(
                  "images/bids/Singularity.app--1.0",
                  registry.host() + "/bids/app:1.0",
                  Optional.empty()),
              new ImageStatus.NotEligible(
                  "images/odd/Singularity.odd--1",
                  "is not auto-generated (no 'Automagically prepared' in it)"),
              new ImageStatus.Pending(
                  "images/tools/Singularity.plain--2",
                  registry.host() + "/tools/plain:2",
                  Optional.empty()),
              new ImageStatus.WithoutRecipe(
                  "images/lone/lone--1.simg",
                  Optional.empty(),
                  "origin unknown: it has no annex metadata original-uri, and is not named"
                      + " neurodesk-NAME--VERSION",
                  Optional.empty())),
          CollectionStatus.of(root).images());

      migrate(collection);

      CollectionStatus halfway = CollectionStatus.of(root);
      ImageStatus.Migrated done =
          assertInstanceOf(ImageStatus.Migrated.class, halfway.images().getFirst());
      assertEquals("images/bids/app--1.0.sif", done.sif());
      assertEquals(registry.host() + "/bids/app:1.0", done.source());
      assertEquals(List.of("app"), done.registrations());
      assertTrue(done.sifHere());
      assertEquals(Files.size(root.resolve(done.sif())), done.sifBytes().orElseThrow());
      assertEquals(4, halfway.images().size(), halfway::toString);
      LastFailure failure =
          assertInstanceOf(ImageStatus.Pending.class, halfway.images().get(2))
              .lastFailure()
              .orElseThrow();
      assertEquals("gone", failure.kind());
      assertTrue(failure.reason().contains("/tools/plain:2: is not there"), failure::toString);

      registry.addImage("tools/plain", "2", app);
      migrate(collection);

      CollectionStatus after = CollectionStatus.of(root);
      assertEquals(
          2, after.images().stream().filter(ImageStatus.Migrated.class::isInstance).count());
      assertFalse(Files.exists(root.resolve(".git/longshore/failures.jsonl")));
      long layer = app.manifest().layers().getFirst().size();
      StorageStatus storage = after.storage();
      assertEquals(1, storage.layers());
      assertEquals(layer, storage.layerBytes());
      assertEquals(layer, storage.layerBytesHere());
      assertEquals(2 * layer, storage.unsharedBytes());
      assertEquals(storage.sifBytes(), storage.sifBytesHere());

      assertTellsTheSameFromMemory(root, after);

      GitRepository git = GitRepository.at(root, new LocalCommandRunner());
      assertEquals(
          List.of(registry.host()),
          CollectionRegistries.in(Optional.of(git)).stream().map(r -> r.registry()).toList());
      assertSaysHowToInstall(collection);
    }
  }

  /** But for what is here, which is asked afresh. */
  private void assertTellsTheSameFromMemory(Path root, CollectionStatus status) throws IOException {
    Optional<StatusMemory> memory = Optional.of(StatusMemory.in(folder, "a program"));
    assertEquals(status, CollectionStatus.of(root, List.of(), root, memory));
    assertEquals(status, CollectionStatus.of(root, List.of(), root, memory));
    ImageStatus.Migrated first = (ImageStatus.Migrated) status.images().getFirst();
    Path content = root.resolve(first.sif()).toRealPath();
    assertTrue(content.getParent().toFile().setWritable(true));
    Path aside = Files.move(content, folder.resolve("aside"));
    assertFalse(
        ((ImageStatus.Migrated)
                CollectionStatus.of(root, List.of(), root, memory).images().getFirst())
            .sifHere());
    Files.move(aside, content);
    assertEquals(status, CollectionStatus.of(root, List.of(), root, memory));
  }

  @Test
  void namesDockerHubWhereNoImageNamesARegistry() throws IOException {
    assertEquals("docker.io", CollectionRegistries.in(Optional.empty()).getFirst().registry());
  }

  private void assertSaysHowToInstall(MigratedCollection collection) throws IOException {
    Path clone = folder.resolve("clone");
    collection.git("clone", "--quiet", collection.root().toString(), clone.toString());
    FailureException failure =
        assertThrows(FailureException.class, () -> CollectionStatus.of(clone));
    assertTrue(failure.nextStep().contains("datalad get -n images-oci"), failure.nextStep());
  }

  private static void migrate(MigratedCollection collection) throws IOException {
    try (RegistryClient client = RegistryClient.open(collection.registryOptions())) {
      MigrationListener nobody = _ -> {};
      new Migration(
              MigrationOptions.ofRecipes(collection.root(), List.of(), true, StagingSettings.of(1)),
              new RegistryImageSource(client),
              nobody)
          .run();
    }
  }
}
