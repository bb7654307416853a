package io.longshore.collection.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.stage.RegistryImageSource;
import io.longshore.collection.stage.StagingSettings;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.LoopbackRegistry;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.TarLayer;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.RegistryOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people have said of an image counts for the one that takes its place. */
class InheritedMetadataTest {
  private static final String OLD = "images/bids/app--1.0.sing";
  private static final String SIF = "images/bids/app--1.0.sif";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatPeopleSaidGoesAlong(boolean login) throws IOException {
    try (LoopbackRegistry registry = LoopbackRegistry.start(LoopbackOptions.PLAIN)) {
      MigratedCollection collection = collection(registry);
      annex(collection, OLD);
      collection.git(
          "annex",
          "metadata",
          "--quiet",
          "-s",
          "distribution-restrictions=sensitive",
          "-s",
          "distribution-restrictions+=of a study",
          "-s",
          "tag=reviewed",
          "-s",
          "original-uri=docker://elsewhere/app:1.0",
          OLD);

      MigrationEvent.MetadataPassed passed = passed(migrate(collection, login)).getFirst();

      Map<String, List<String>> expected =
          Map.of(
              "distribution-restrictions",
              List.of("of a study", "sensitive"),
              "tag",
              List.of("reviewed"),
              "original-uri",
              List.of("docker://" + registry.host() + "/bids/app:1.0"));
      assertEquals(expected, metadata(collection.git("annex", "metadata", "--json", SIF)));
      assertEquals(List.of(OLD), passed.oldImages());
      assertTrue(passed.fields().contains("distribution-restrictions=sensitive"));
      // Two layers, which everybody can have where nobody logs in.
      assertEquals(login ? 2 : 0, passed.restrictedLayers());
      for (String layer : layers(collection)) {
        Map<String, List<String>> said =
            metadata(collection.gitInImagesOci("annex", "metadata", "--json", layer));
        assertEquals(
            login ? expected.get("distribution-restrictions") : null,
            said.get("distribution-restrictions"));
        assertTrue(!said.containsKey("tag"), said::toString);
      }
      assertEquals("", collection.git("status", "--porcelain"));
    }
  }

  /** Where another tool has left a SIF beside the old image, what is said of either counts. */
  @Test
  void whatIsSaidOfAnyOfTheOldImagesCounts() throws IOException {
    try (LoopbackRegistry registry = LoopbackRegistry.start(LoopbackOptions.PLAIN)) {
      MigratedCollection collection = collection(registry);
      collection.write(SIF, "begun");
      annex(collection, OLD, SIF);
      collection.git("annex", "metadata", "--quiet", "-s", "tag=old", OLD);
      collection.git("annex", "metadata", "--quiet", "-s", "tag=begun", SIF);

      migrate(collection, false);

      assertEquals(
          Map.of(
              "tag",
              List.of("begun", "old"),
              "original-uri",
              List.of("docker://" + registry.host() + "/bids/app:1.0")),
          metadata(collection.git("annex", "metadata", "--json", SIF)));
      assertEquals(
          SIF, collection.git("config", "-f", ".datalad/config", "datalad.containers.app.image"));
      assertEquals("", collection.git("ls-files", OLD));
    }
  }

  @Test
  void nothingIsSaidOfWhatNobodySaidAnythingOf() throws IOException {
    try (LoopbackRegistry registry = LoopbackRegistry.start(LoopbackOptions.PLAIN)) {
      MigratedCollection collection = collection(registry);
      annex(collection, OLD);

      assertEquals(List.of(), passed(migrate(collection, false)));
    }
  }

  private MigratedCollection collection(LoopbackRegistry registry) throws IOException {
    byte[] more = TarLayer.create().file("bin/more", 0755, "#!/bin/sh\n").toBytes();
    MadeImage app = MigratedCollection.image("bin/app").layer(more).make();
    registry.addImage("bids/app", "1.0", app);
    registry.addImage("tools/plain", "2", MigratedCollection.image("bin/plain").make());
    return MigratedCollection.unmigrated(
        folder.toRealPath().resolve("collection"), registry.host());
  }

  private static void annex(MigratedCollection collection, String... images) throws IOException {
    for (String image : images) {
      collection.git("rm", "--quiet", "--cached", "--ignore-unmatch", image);
      collection.git("annex", "add", "--quiet", "--force-large", image);
    }
    collection.git("commit", "--quiet", "-m", "annexed");
  }

  private List<MigrationEvent> migrate(MigratedCollection collection, boolean login)
      throws IOException {
    List<MigrationEvent> events = new CopyOnWriteArrayList<>();
    try (RegistryClient client = RegistryClient.open(options(collection, login))) {
      MigrationSummary summary =
          new Migration(
                  MigrationOptions.ofRecipes(
                      collection.root(),
                      List.of("images/bids/Singularity.app--1.0"),
                      false,
                      StagingSettings.of(1)),
                  new RegistryImageSource(client),
                  events::add)
              .run();
      assertEquals(1, summary.migrated(), events::toString);
    }
    return events;
  }

  private RegistryOptions options(MigratedCollection collection, boolean login) throws IOException {
    Path home = Files.createTempDirectory(folder, "home");
    Path settings = home.resolve("registries.conf");
    Files.writeString(
        settings, "[[registry]]\nlocation=\"" + collection.registry() + "\"\ninsecure=true\n");
    if (login) {
      String secret =
          Base64.getEncoder().encodeToString("ada:secret".getBytes(StandardCharsets.UTF_8));
      Files.createDirectories(home.resolve(".docker"));
      Files.writeString(
          home.resolve(".docker/config.json"),
          "{\"auths\":{\"" + collection.registry() + "\":{\"auth\":\"" + secret + "\"}}}");
    }
    return RegistryOptions.of(
        Map.of(
            "CONTAINERS_REGISTRIES_CONF", settings.toString(), "LONGSHORE_PLAIN_HTTP", "127.0.0.1"),
        home);
  }

  private static List<MigrationEvent.MetadataPassed> passed(List<MigrationEvent> events) {
    return events.stream()
        .filter(MigrationEvent.MetadataPassed.class::isInstance)
        .map(MigrationEvent.MetadataPassed.class::cast)
        .toList();
  }

  private static List<String> layers(MigratedCollection collection) throws IOException {
    return collection
        .gitInImagesOci("annex", "find", MigratedCollection.APP_LAYOUT)
        .lines()
        .toList();
  }

  private static Map<String, List<String>> metadata(String json) {
    Map<String, List<String>> fields = new TreeMap<>();
    JsonNode found = JsonMapper.shared().readTree(json).path("fields");
    for (Map.Entry<String, JsonNode> field : found.properties()) {
      if (!field.getKey().endsWith("lastchanged")) {
        fields.put(
            field.getKey(),
            field.getValue().valueStream().map(v -> v.asString("")).sorted().toList());
      }
    }
    return fields;
  }
}
