package io.longshore.collection.migrate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.add.AddedImage;
import io.longshore.collection.add.AdditionRequest;
import io.longshore.collection.add.ImageAddition;
import io.longshore.collection.plan.ImageOrigin;
import io.longshore.collection.session.StopRequest;
import io.longshore.collection.stage.RegistryImageSource;
import io.longshore.collection.stage.StagingSettings;
import io.longshore.ground.Digest;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.LoopbackRegistry;
import io.longshore.oci.layout.ImageLayout;
import io.longshore.oci.registry.RegistryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image is added again while what the annexes hold of it has rotted. */
class RottenContentTest {
  private static final String SIF = "images/tools/plain--2.sif";

  @TempDir Path folder;

  @Test
  void addingTheSameImageAgainMendsWhatRotted() throws IOException {
    try (LoopbackRegistry registry = LoopbackRegistry.start(LoopbackOptions.PLAIN)) {
      MigratedCollection collection =
          MigratedCollection.migrated(folder.toRealPath().resolve("collection"), registry);
      assertEquals(List.of(), add(collection));
      Path sif = collection.root().resolve(SIF);
      Path layer = layer(collection);
      final byte[] rightSif = Files.readAllBytes(sif);
      final byte[] rightLayer = Files.readAllBytes(layer);
      rot(sif);
      rot(layer);

      List<Warning> said = add(collection);

      assertArrayEquals(rightSif, Files.readAllBytes(sif));
      assertArrayEquals(rightLayer, Files.readAllBytes(layer));
      assertEquals(
          List.of(
              layer.toRealPath().getFileName().toString(),
              sif.toRealPath().getFileName().toString()),
          said.stream().map(Warning::subject).toList());
      for (Warning warning : said) {
        assertTrue(warning.text().contains(".git/"), warning::text);
        assertTrue(warning.text().contains("annex/bad/" + warning.subject()), warning::text);
      }
      assertEquals(List.of(), add(collection));
    }
  }

  private record Warning(String subject, String text) {}

  private static List<Warning> add(MigratedCollection collection) throws IOException {
    List<Warning> events = new CopyOnWriteArrayList<>();
    String reference = collection.registry() + "/tools/plain:2";
    try (RegistryClient client = RegistryClient.open(collection.registryOptions())) {
      AddedImage added =
          new ImageAddition(
                  new AdditionRequest(
                      collection.root(),
                      ImageOrigin.parse(reference),
                      Optional.of(SIF),
                      Optional.of("plain"),
                      Optional.empty(),
                      true,
                      true,
                      StagingSettings.of(1)),
                  reference,
                  new RegistryImageSource(client),
                  (subject, text) -> events.add(new Warning(subject, text)),
                  new StopRequest())
              .run(addition -> assertFalse(addition.names().sif().isEmpty()));
      assertTrue(added.sifBytes().isPresent());
    }
    return events;
  }

  private static Path layer(MigratedCollection collection) throws IOException {
    Path layout = collection.imagesOci().resolve(MigratedCollection.PLAIN_LAYOUT);
    Digest digest = ImageLayout.open(layout).soleImage().manifest().layers().getFirst().digest();
    return layout.resolve("blobs/sha256/" + digest.hex());
  }

  private static void rot(Path file) throws IOException {
    Path content = file.toRealPath();
    Files.setPosixFilePermissions(content, PosixFilePermissions.fromString("rw-r--r--"));
    byte[] bytes = Files.readAllBytes(content);
    bytes[bytes.length / 2] ^= 1;
    Files.write(content, bytes);
  }
}
