package io.longshore.loopback;

import static io.longshore.loopback.Clients.assertFails;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Descriptor;
import io.longshore.oci.MediaTypes;
import io.longshore.oci.Platform;
import io.longshore.oci.layout.ImageLayout;
import io.longshore.oci.layout.LayoutAnnotations;
import io.longshore.oci.layout.LayoutImage;
import io.longshore.oci.layout.LayoutLocation;
import io.longshore.oci.layout.LayoutPaths;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageLayoutTest {
  @TempDir private Path folder;

  private static List<String> filesOf(Path directory) throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    MadeImage image = Samples.dockerImage();
    ImageLayout layout = ImageLayout.open(Layouts.write(folder.resolve("a.oci"), image));
    assertEquals(Map.of("k", "v"), layout.annotations());
    for (LayoutImage read : List.of(layout.soleImage(), layout.select(Platform.LINUX_AMD64))) {
      assertEquals(image.descriptor(), read.descriptor());
      assertArrayEquals(image.manifestBytes(), read.manifestBytes());
      assertArrayEquals(image.configBytes(), read.configBytes());
      assertEquals(image.manifest(), read.manifest());
    }
    Descriptor layer = image.manifest().layers().getLast();
    try (InputStream in = layout.blobs().open(layer)) {
      assertArrayEquals(image.blobs().get(layer.digest()), in.readAllBytes());
    }
  }

  @Test
  void theIndexHasOneDescriptorAndKeysInAFixedOrder() throws IOException {
    MadeImage image = Samples.dockerImage();
    MadeIndex served = MadeIndex.docker(image);
    LayoutWriter writer = LayoutWriter.create(folder);
    writer.writeBlob(image.digest(), image.manifestBytes());
    writer.finish(
        image.descriptor(), Map.of("z", "1", "a", "2", "m", "\"é"), Optional.of(served.bytes()));
    assertEquals(
        """
        {
          "schemaVersion" : 2,
          "mediaType" : "application/vnd.oci.image.index.v1+json",
          "manifests" : [
            {
              "mediaType" : "application/vnd.docker.distribution.manifest.v2+json",
              "digest" : "%s",
              "size" : %d,
              "platform" : {
                "architecture" : "amd64",
                "os" : "linux"
              }
            }
          ],
          "annotations" : {
            "a" : "2",
            "m" : "\\"é",
            "org.datalad.container.image.served-index" : "%s",
            "z" : "1"
          }
        }
        """
            .formatted(image.digest(), image.manifestBytes().length, served.digest()),
        Files.readString(folder.resolve("index.json")));
    ImageLayout layout = ImageLayout.open(folder);
    assertEquals(
        served.digest().toString(), layout.annotations().get(LayoutAnnotations.SERVED_INDEX));
    assertArrayEquals(served.bytes(), layout.read(served.descriptor()));
  }

  @Test
  void writingAgainChangesNothingAndClearsWhatAKilledWriterLeft() throws IOException {
    MadeImage image = Samples.image();
    Layouts.write(folder.resolve("a"), image);
    List<String> before = filesOf(folder);
    Files.writeString(folder.resolve("a/blobs/sha256/.partial-x"), "half");
    Files.writeString(folder.resolve("a/.partial-y"), "half");
    Layouts.write(folder.resolve("a"), image);
    assertEquals(before, filesOf(folder));
  }

  @Test
  void aBlobThatIsNotWhatItShouldBeLeavesNothingBehind() throws IOException {
    LayoutWriter writer = LayoutWriter.create(folder);
    byte[] content = {1, 2, 3};
    Descriptor right = new Descriptor("x/y", Digest.of(content), 3);
    for (byte[] wrong : List.of(new byte[] {1, 2, 4}, new byte[] {1, 2}, new byte[4])) {
      assertFails(
          FailureKind.MALFORMED, () -> writer.writeBlob(right, new ByteArrayInputStream(wrong)));
    }
    assertEquals(List.of("oci-layout"), filesOf(folder));
    writer.writeBlob(right, new ByteArrayInputStream(content));
    assertTrue(writer.has(right));
  }

  @Test
  void aStreamThatBreaksLeavesNothingBehind() throws IOException {
    LayoutWriter writer = LayoutWriter.create(folder);
    Descriptor blob = new Descriptor("x/y", Digest.of(new byte[9]), 9);
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("No space left on device");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
          }
        };
    FailureException e = assertFails(FailureKind.DISK_FULL, () -> writer.writeBlob(blob, broken));
    assertEquals(folder.toString(), e.subject());
    assertEquals(List.of("oci-layout"), filesOf(folder));
  }

  @Test
  void aLayoutIsNotFinishedWithoutItsManifest() throws IOException {
    LayoutWriter writer = LayoutWriter.create(folder);
    Descriptor manifest = Samples.image().descriptor();
    assertThrows(
        IllegalStateException.class, () -> writer.finish(manifest, Map.of(), Optional.empty()));
  }

  @Test
  void anImageIsChosenAmongPlatformsAndAttestationsInANestedIndex() throws IOException {
    MadeImage amd64 = Samples.image("linux/amd64");
    MadeImage arm64 = Samples.image("linux/arm64/v8");
    MadeIndex inner = MadeIndex.oci(arm64, amd64).withAttestations();
    LayoutWriter writer = LayoutWriter.create(folder);
    for (MadeImage image : inner.images()) {
      writer.writeBlob(image.digest(), image.manifestBytes());
      for (var blob : image.blobs().entrySet()) {
        writer.writeBlob(blob.getKey(), blob.getValue());
      }
    }
    writer.writeBlob(inner.digest(), inner.bytes());
    writer.finish(inner.descriptor(), Map.of(), Optional.empty());

    ImageLayout layout = ImageLayout.open(folder);
    assertEquals(amd64.digest(), layout.select(Platform.LINUX_AMD64).descriptor().digest());
    assertEquals(
        arm64.digest(), layout.select(Platform.parse("linux/arm64")).descriptor().digest());
    FailureException none =
        assertFails(FailureKind.UNSUPPORTED, () -> layout.select(Platform.parse("linux/s390x")));
    assertTrue(none.problem().endsWith("linux/arm64/v8, linux/amd64"), none.problem());
    FailureException several = assertFails(FailureKind.UNSUPPORTED, layout::soleImage);
    assertTrue(several.problem().contains("2 images"), several.problem());
  }

  private static final String REFERENCE_NAME = "org.opencontainers.image.ref.name";

  private static Descriptor listed(MadeImage image, Optional<Platform> platform, String name) {
    return new Descriptor(
        image.manifest().mediaType(),
        image.digest(),
        image.manifestBytes().length,
        platform,
        name.isEmpty() ? Map.of() : Map.of(REFERENCE_NAME, name));
  }

  /** A layout whose index lists these. */
  private ImageLayout listing(List<Descriptor> listed, MadeImage... images) throws IOException {
    for (MadeImage image : images) {
      Layouts.write(folder, image);
    }
    String manifests =
        listed.stream()
            .map(
                entry ->
                    """
                    {"mediaType": "%s", "digest": "%s", "size": %d %s %s}"""
                        .formatted(
                            entry.mediaType(),
                            entry.digest(),
                            entry.size(),
                            entry
                                .platform()
                                .map(
                                    p ->
                                        ", \"platform\": {\"os\": \"%s\", \"architecture\": \"%s\"}"
                                            .formatted(p.os(), p.architecture()))
                                .orElse(""),
                            entry.annotations().isEmpty()
                                ? ""
                                : ", \"annotations\": {\"%s\": \"%s\"}"
                                    .formatted(
                                        REFERENCE_NAME, entry.annotations().get(REFERENCE_NAME))))
            .collect(Collectors.joining(","));
    Files.writeString(
        folder.resolve("index.json"), "{\"schemaVersion\": 2, \"manifests\": [" + manifests + "]}");
    return ImageLayout.open(folder);
  }

  @Test
  void oneImageUnderTwoNamesIsOneImage() throws IOException {
    MadeImage image = Samples.image();
    ImageLayout layout =
        listing(
            List.of(listed(image, Optional.empty(), "1"), listed(image, Optional.empty(), "2")),
            image);
    assertEquals(image.digest(), layout.soleImage().descriptor().digest());
    assertEquals(image.digest(), layout.choose(Optional.empty()).descriptor().digest());
    assertEquals(image.digest(), layout.select(Platform.LINUX_AMD64).descriptor().digest());
    FailureException none = assertFails(FailureKind.MISSING, () -> layout.named("3"));
    assertEquals("name one of those in it: 1, 2", none.nextStep());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatAPlatformCannotTellApartIsNamed(boolean withPlatform) throws IOException {
    MadeImage one = Samples.image();
    MadeImage other = Samples.dockerImage();
    Optional<Platform> platform = Optional.of(Platform.LINUX_AMD64).filter(_ -> withPlatform);
    ImageLayout layout =
        listing(
            List.of(listed(one, platform, "1"), listed(other, platform, "lab/tool:2")), one, other);
    for (Optional<Platform> asked : List.of(Optional.<Platform>empty(), platform)) {
      FailureException e = assertFails(FailureKind.UNSUPPORTED, () -> layout.choose(asked));
      assertEquals(
          "name one of them: oci:%s:1, oci:%s:lab/tool:2".formatted(folder, folder), e.nextStep());
    }
    for (String typed :
        List.of(
            "oci:" + folder + ":lab/tool:2",
            folder + ":lab/tool:2",
            folder + "@" + other.digest(),
            folder + ":lab/tool:2@" + other.digest())) {
      ImageLayout named = LayoutLocation.parse(typed).open();
      assertEquals(other.digest(), named.choose(Optional.empty()).descriptor().digest(), typed);
    }
    assertFails(FailureKind.UNSUPPORTED, () -> layout.with(Digest.of(new byte[] {1})));
    FailureException neither =
        assertFails(
            FailureKind.UNSUPPORTED,
            () -> LayoutLocation.parse(folder + ":1@" + other.digest()).open());
    assertEquals("name one of those in it: " + one.digest(), neither.nextStep());
  }

  @Test
  void artifactsBesideAnImageAreNoImages() throws IOException {
    MadeImage image = Samples.image();
    byte[] signature =
        ("{\"schemaVersion\": 2, \"config\": {\"mediaType\": \"%s\", \"digest\": \"%s\", \"size\": 2}, "
                + "\"layers\": [{\"mediaType\": \"application/vnd.dev.cosign.simplesigning.v1+json\","
                + " \"digest\": \"%s\", \"size\": 2}]}")
            .formatted(MediaTypes.OCI_CONFIG, Digest.of(new byte[] {1}), Digest.of(new byte[] {2}))
            .getBytes(StandardCharsets.UTF_8);
    Descriptor beside =
        new Descriptor(MediaTypes.OCI_MANIFEST, Digest.of(signature), signature.length);
    LayoutWriter.create(folder).writeBlob(beside.digest(), signature);
    ImageLayout layout = listing(List.of(beside, listed(image, Optional.empty(), "")), image);
    for (LayoutImage found :
        List.of(
            layout.soleImage(),
            layout.choose(Optional.empty()),
            layout.select(Platform.LINUX_AMD64))) {
      assertEquals(image.digest(), found.descriptor().digest());
    }
    FailureException alone =
        assertFails(
            FailureKind.UNSUPPORTED, () -> layout.with(beside.digest()).choose(Optional.empty()));
    assertTrue(alone.problem().contains("simplesigning"), alone.problem());
  }

  @Test
  void theIndexDecidesWhatAnImageIsFor() throws IOException {
    MadeImage image = Samples.image("linux/arm64");
    ImageLayout layout =
        listing(List.of(listed(image, Optional.of(Platform.LINUX_AMD64), "")), image);
    for (LayoutImage found :
        List.of(layout.choose(Optional.empty()), layout.select(Platform.LINUX_AMD64))) {
      assertEquals(Platform.LINUX_AMD64, found.platform());
      assertEquals(Optional.of(Platform.LINUX_AMD64), found.alone().descriptor().platform());
    }
    FailureException e =
        assertFails(FailureKind.UNSUPPORTED, () -> layout.select(Platform.parse("linux/arm64")));
    assertTrue(e.problem().endsWith("available: linux/amd64"), e.problem());
  }

  @Test
  void whatTheIndexDoesNotSayTheConfigDoes() throws IOException {
    MadeImage arm64 = Samples.image("linux/arm64/v8");
    MadeImage amd64 = Samples.image("linux/amd64");
    ImageLayout layout =
        listing(
            List.of(listed(arm64, Optional.empty(), ""), listed(amd64, Optional.empty(), "")),
            arm64,
            amd64);
    assertEquals(amd64.digest(), layout.choose(Optional.empty()).descriptor().digest());
    LayoutImage found = layout.select(Platform.parse("linux/aarch64"));
    assertEquals(arm64.digest(), found.descriptor().digest());
    assertEquals("linux/arm64/v8", found.platform().toString());
    assertEquals(Optional.empty(), found.alone().descriptor().platform());
  }

  @Test
  void contentThatIsInTheAnnexButNotHereIsToldHowToGet() throws IOException {
    MadeImage image = Samples.image();
    ImageLayout layout = ImageLayout.open(Layouts.write(folder, image));
    Descriptor layer = image.manifest().layers().getFirst();
    Path file = LayoutPaths.blob(folder, layer.digest());
    String key = "SHA256-s" + layer.size() + "--" + layer.digest().hex();

    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("../../.git/annex/objects/xx/yy/" + key + "/" + key));
    FailureException link =
        assertFails(FailureKind.MISSING, () -> layout.blobs().open(layer).close());
    assertEquals("run: git -C " + folder + " annex get .", link.nextStep());

    // As in a submodule that git made and git-annex has not seen: .git is a file.
    Files.delete(file);
    Files.writeString(folder.resolve(".git"), "gitdir: ../.git/modules/images-oci\n");
    Files.createSymbolicLink(file, Path.of("../../.git/annex/objects/xx/yy/" + key + "/" + key));
    FailureException unknown =
        assertFails(FailureKind.MISSING, () -> layout.blobs().open(layer).close());
    assertEquals("run: git -C " + folder + " annex get .", unknown.nextStep());

    Files.delete(file);
    Files.writeString(file, "/annex/objects/" + key + "\n");
    FailureException pointer =
        assertFails(FailureKind.MISSING, () -> layout.blobs().open(layer).close());
    assertEquals("run: git -C " + folder + " annex get .", pointer.nextStep());

    Files.writeString(file, "something else");
    assertFails(FailureKind.MALFORMED, () -> layout.blobs().open(layer).close());
    Files.delete(file);
    FailureException missing =
        assertFails(FailureKind.MISSING, () -> layout.blobs().open(layer).close());
    assertTrue(missing.problem().contains("not in the layout"), missing.problem());
  }

  @Test
  void aManifestWithAFlippedBitIsMalformed() throws IOException {
    MadeImage image = Samples.image();
    Layouts.write(folder, image);
    byte[] bytes = image.manifestBytes().clone();
    bytes[bytes.length / 2] ^= 1;
    Files.write(LayoutPaths.blob(folder, image.digest()), bytes);
    ImageLayout layout = ImageLayout.open(folder);
    assertFails(FailureKind.MALFORMED, layout::soleImage);
  }

  @ParameterizedTest
  @CsvSource({
    "oci-layout, '{\"imageLayoutVersion\": \"2.0.0\"}', UNSUPPORTED",
    "oci-layout, '{}',                                UNSUPPORTED",
    "oci-layout, '{',                                 MALFORMED",
    "index.json, '{}',                                MALFORMED",
    "index.json, '[]',                                MALFORMED",
    "index.json, '{\"schemaVersion\": 2}',            MALFORMED",
  })
  void whatIsNoLayoutIsNotOpened(String name, String content, FailureKind kind) throws IOException {
    Layouts.write(folder, Samples.image());
    Files.writeString(folder.resolve(name), content);
    assertFails(kind, () -> ImageLayout.open(folder));
  }

  @Test
  void withoutAnIndexThereIsNoLayout() throws IOException {
    Layouts.write(folder, Samples.image());
    Files.delete(folder.resolve("index.json"));
    assertFails(FailureKind.MISSING, () -> ImageLayout.open(folder));
    assertFails(FailureKind.MISSING, () -> ImageLayout.open(folder.resolve("absent")));
  }

  @Test
  void aLayoutWithoutItsVersionIsTakenForTheOnlyOneThereIs() throws IOException {
    MadeImage image = Samples.image();
    Layouts.write(folder, image);
    Files.delete(folder.resolve("oci-layout"));
    assertEquals(image.digest(), ImageLayout.open(folder).soleImage().descriptor().digest());
  }

  @Test
  void anArchiveIsNoFolder() throws IOException {
    Path archive = Files.writeString(folder.resolve("x.tar"), "tar");
    FailureException e = assertFails(FailureKind.UNSUPPORTED, () -> ImageLayout.open(archive));
    assertTrue(e.problem().contains("is a file"), e.problem());
    assertTrue(e.nextStep().contains("name it as oci-archive:" + archive), e.nextStep());
  }

  @Test
  void aSizeThatIsWrongWhereTheDigestIsRightIsThePublishersFault() throws IOException {
    MadeImage image = Samples.image();
    ImageLayout layout = ImageLayout.open(Layouts.write(folder, image));
    Descriptor layer = image.manifest().layers().getFirst();
    Descriptor larger = new Descriptor(layer.mediaType(), layer.digest(), layer.size() + 1);
    FailureException e =
        assertFails(FailureKind.MALFORMED, () -> layout.blobs().open(larger).close());
    assertTrue(e.problem().contains("the digest is right"), e.problem());
    assertTrue(e.nextStep().contains("publisher") || e.nextStep().contains("published"));
    Files.writeString(LayoutPaths.blob(folder, layer.digest()), "x".repeat(40000));
    FailureException damaged =
        assertFails(FailureKind.MALFORMED, () -> layout.blobs().open(layer).close());
    assertEquals("restore the file from git, or make the layout again", damaged.nextStep());
  }

  @Test
  void theLimitForDocumentsIsNamed() throws IOException {
    ImageLayout layout = ImageLayout.open(Layouts.write(folder, Samples.image()));
    Descriptor large = new Descriptor(MediaTypes.OCI_CONFIG, Digest.of(new byte[1]), 5 << 20);
    FailureException e = assertFails(FailureKind.UNSUPPORTED, () -> layout.read(large));
    assertTrue(e.problem().contains("5242880") && e.problem().contains("4 MiB"), e.problem());
  }

  @Test
  void skopeoReadsALayoutWithDockersMediaTypesAndANote() throws Exception {
    MadeImage image = Samples.dockerImage();
    Layouts.write(folder, image);
    Files.writeString(folder.resolve(".gitattributes"), "* annex.backend=SHA256\n");
    String output =
        Tool.run(folder, List.of("skopeo", "--insecure-policy", "inspect", "oci:" + folder));
    assertTrue(output.contains("\"Digest\": \"" + image.digest() + "\""), output);
    for (Descriptor layer : image.manifest().layers()) {
      assertTrue(output.contains(layer.digest().toString()), output);
    }
  }

  @Test
  void umociUnpacksALayoutWithTheMediaTypesItKnows() throws Exception {
    MadeImage made = Samples.image();
    Path layout = folder.resolve("layout");
    LayoutWriter writer = LayoutWriter.create(layout);
    writer.writeBlob(made.digest(), made.manifestBytes());
    for (var blob : made.blobs().entrySet()) {
      writer.writeBlob(blob.getKey(), blob.getValue());
    }
    Descriptor tagged =
        new Descriptor(
            MediaTypes.OCI_MANIFEST,
            made.digest(),
            made.manifestBytes().length,
            Optional.empty(),
            Map.of("org.opencontainers.image.ref.name", "x"));
    writer.finish(tagged, Map.of(), Optional.empty());
    Path bundle = folder.resolve("bundle");
    Tool.run(folder, List.of("umoci", "unpack", "--image", layout + ":x", bundle.toString()));
    assertEquals("hello\n", Files.readString(bundle.resolve("rootfs/etc/motd")));
    assertTrue(Files.notExists(bundle.resolve("rootfs/etc/old")));
    assertEquals("new", Files.readString(bundle.resolve("rootfs/etc/new")));
  }
}
