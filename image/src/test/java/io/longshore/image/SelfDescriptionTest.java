package io.longshore.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.longshore.ground.Digest;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.TarLayer;
import io.longshore.oci.Platform;
import io.longshore.oci.layout.LayoutAnnotations;
import io.longshore.sif.DataType;
import io.longshore.sif.SifFile;
import io.longshore.squashfs.Compression;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class SelfDescriptionTest {
  private static final MadeImage IMAGE =
      ImageMaker.create()
          .platform(new Platform("linux", "arm64", "v8"))
          .created("2020-02-02T02:02:02Z")
          .plainLayer(TarLayer.create().file("opt/a", 0644, "a").toBytes())
          .label("version", "1")
          .make();
  private static final Digest RESOLVED = Digest.of(new byte[0]);

  @TempDir Path folder;

  @Test
  void tellsWhereTheImageCameFromAndHowTheFileIsMade() throws IOException {
    assertEquals(
        "{\"repository\":\"docker.io/bids/example\","
            + ("\"manifestDigest\":\"" + IMAGE.digest() + "\",")
            + "\"platform\":\"linux/arm64/v8\",\"directories\":[\"/ihome\",\"/data\"],"
            + "\"environment\":{\"LANG\":\"C.UTF-8\"},\"readableTrees\":[\"/opt\"],"
            + "\"builderTime\":1580608922,\"profile\":{\"formatVersion\":1,"
            + "\"compression\":\"gzip\",\"level\":6,\"blockSize\":131072}}",
        text(build(provenance()), SelfDescription.OBJECT_NAME));
  }

  @Test
  void whatTheLayoutDoesNotSayIsAbsent() throws IOException {
    JsonNode document = JsonMapper.shared().readTree(text(build(Map.of()), "longshore.json"));

    assertEquals(
        List.of(
            "manifestDigest",
            "platform",
            "directories",
            "environment",
            "readableTrees",
            "builderTime",
            "profile"),
        List.copyOf(document.propertyNames()));
  }

  @Test
  void tellsTheProfileAndTheTimeReallyUsed() throws IOException {
    BuildProfile profile = new BuildProfile(1, new Compression.Zstd(9), 4096);
    Path sif = folder.resolve("x.sif");
    builder(provenance()).withProfile(profile).withBuilderTime(Instant.ofEpochSecond(7)).build(sif);

    SelfDescription read = SelfDescription.parse(text(sif, "longshore.json").getBytes(UTF_8));

    assertEquals(Optional.of(profile), read.profile());
    assertEquals(7, read.document().path("builderTime").asInt());
    assertEquals("zstd", labels(sif).path(LayoutAnnotations.COMPRESSION).asString());
  }

  @Test
  void labelsTellTheSame() throws IOException {
    JsonNode labels = labels(build(provenance()));

    Map<String, String> expected = new TreeMap<>(provenance());
    expected.remove(LayoutAnnotations.SOURCE);
    expected.remove(LayoutAnnotations.DIGEST);
    expected.put("version", "1");
    expected.put(LayoutAnnotations.MANIFEST, IMAGE.digest().toString());
    expected.forEach((name, value) -> assertEquals(value, labels.path(name).asString(), name));
    assertEquals(
        "docker.io/bids/example@" + IMAGE.digest(),
        labels.path("org.label-schema.usage.singularity.deffile.from").asString());
    assertFalse(labels.has(LayoutAnnotations.SOURCE));
    assertFalse(labels.has(LayoutAnnotations.DIGEST));
  }

  /** Spelling, tag, what a tag led to, and whether the layout names its repository. */
  @Test
  void theBytesDoNotTellHowTheImageWasAskedFor() throws IOException {
    Set<Digest> digests = new HashSet<>();
    for (String source :
        List.of(
            "bids/example:1",
            "docker.io/bids/example:latest",
            "index.docker.io/bids/example@" + IMAGE.digest())) {
      Map<String, String> annotations = new TreeMap<>(provenance());
      annotations.put(LayoutAnnotations.SOURCE, source);
      digests.add(builder(annotations).build(folder.resolve("1")).digest());
      annotations.put(LayoutAnnotations.REPOSITORY, "bids/example");
      annotations.put(LayoutAnnotations.DIGEST, IMAGE.digest().toString());
      digests.add(builder(annotations).build(folder.resolve("2")).digest());
      annotations.remove(LayoutAnnotations.REPOSITORY);
      digests.add(builder(annotations).build(folder.resolve("3")).digest());
    }
    assertEquals(1, digests.size());
  }

  @Test
  void norWhereOnThisMachineItWas() throws IOException {
    Set<Digest> digests = new HashSet<>();
    for (String source : List.of("oci:a", "oci:b:1", "oci-archive:x.tar", "docker-archive:y:z:1")) {
      digests.add(
          builder(Map.of(LayoutAnnotations.SOURCE, source)).build(folder.resolve("1")).digest());
    }
    digests.add(builder(Map.of()).build(folder.resolve("2")).digest());
    assertEquals(1, digests.size());
  }

  @Test
  void isWhatThePublishedSchemaSays() throws IOException {
    JsonNode published = JsonMapper.shared().readTree(schema());
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(published);
    for (Map<String, String> annotations : List.of(Map.<String, String>of(), provenance())) {
      JsonNode document =
          JsonMapper.shared().readTree(text(build(annotations), SelfDescription.OBJECT_NAME));
      assertEquals(List.of(), schema.validate(document));
      assertTrue(
          published.path("properties").propertyNames().containsAll(document.propertyNames()));
      ObjectNode without = (ObjectNode) document.deepCopy();
      without.remove("manifestDigest");
      assertFalse(schema.validate(without).isEmpty());
    }
    JsonNode earlier =
        JsonMapper.shared().readTree(text(build(provenance()), SelfDescription.OBJECT_NAME));
    ((ObjectNode) earlier).put("source", "bids/example:1").put("resolvedDigest", "" + RESOLVED);
    assertEquals(List.of(), schema.validate(earlier));
    assertEquals(
        Optional.of("bids/example:1"),
        SelfDescription.parse(earlier.toString().getBytes(UTF_8)).text("source"));
  }

  private static byte[] schema() throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/longshore.schema.json"))) {
      folder = folder.getParent();
    }
    return Files.readAllBytes(folder.resolve("docs/longshore.schema.json"));
  }

  @Test
  void anAnnotationThatSaysNothingOfTheImageChangesNothing() throws IOException {
    Map<String, String> more = new TreeMap<>(provenance());
    more.put(LayoutAnnotations.SERVED_INDEX, RESOLVED.toString());
    more.put("someone.else", "x");

    assertEquals(
        builder(provenance()).build(folder.resolve("1")).digest(),
        builder(more).build(folder.resolve("2")).digest());
  }

  @Test
  void aProfileOfALaterReleaseIsNoProfileHere() {
    SelfDescription later =
        SelfDescription.parse(
            "{\"manifestDigest\":\"sha256:0\",\"profile\":{\"formatVersion\":9}}".getBytes(UTF_8));

    assertEquals(Optional.empty(), later.profile());
    assertEquals("sha256:0", later.manifestDigest());
    assertEquals(Optional.empty(), later.text("source"));
  }

  @Test
  void otherJsonIsNoSelfDescription() {
    for (String json : List.of("", "[]", "{}", "{\"profile\":{}}", "{\"manifestDigest\":\"x\"}")) {
      assertThrows(
          IllegalArgumentException.class, () -> SelfDescription.parse(json.getBytes(UTF_8)), json);
    }
  }

  private static Map<String, String> provenance() {
    return new ImageProvenance(
            "bids/example:1",
            Optional.of("docker.io/bids/example"),
            RESOLVED,
            new Platform("linux", "arm64", "v8"),
            new RecipeExtras(
                List.of("/ihome", "/data"),
                new LinkedHashMap<>(Map.of("LANG", "C.UTF-8")),
                List.of("/opt")),
            BuildProfile.DEFAULT)
        .toMap();
  }

  private Path build(Map<String, String> annotations) throws IOException {
    Path sif = folder.resolve("x.sif");
    builder(annotations).build(sif);
    return sif;
  }

  private static SifBuilder builder(Map<String, String> annotations) throws IOException {
    return SifBuilder.of(
        ContainerImage.of(IMAGE.image(), annotations, "test"),
        descriptor -> new ByteArrayInputStream(IMAGE.blobs().get(descriptor.digest())));
  }

  private static JsonNode labels(Path sif) throws IOException {
    return JsonMapper.shared()
        .readTree(text(sif, "inspect-metadata.json"))
        .at("/data/attributes/labels");
  }

  private static String text(Path sif, String object) throws IOException {
    try (SifFile file = SifFile.open(sif)) {
      var descriptor = file.find(DataType.GENERIC_JSON, object).orElseThrow();
      return new String(file.contentOf(descriptor).readAllBytes(), UTF_8);
    }
  }
}
