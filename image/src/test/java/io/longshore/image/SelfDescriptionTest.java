package io.longshore.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.TarLayer;
import io.longshore.oci.Digest;
import io.longshore.oci.Platform;
import io.longshore.oci.layout.LayoutAnnotations;
import io.longshore.sif.DataType;
import io.longshore.sif.SifFile;
import io.longshore.squashfs.Zstd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
        "{\"source\":\"bids/example:1\",\"repository\":\"docker.io/bids/example\","
            + ("\"resolvedDigest\":\"" + RESOLVED + "\",")
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
    BuildProfile profile = new BuildProfile(1, new Zstd(9), 4096);
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
    expected.put("version", "1");
    expected.put(LayoutAnnotations.MANIFEST, IMAGE.digest().toString());
    expected.forEach((name, value) -> assertEquals(value, labels.path(name).asString(), name));
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
