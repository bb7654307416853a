package io.longshore.image.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.image.BuildProfile;
import io.longshore.image.ContainerImage;
import io.longshore.image.SifBuilder;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.TarLayer;
import io.longshore.oci.layout.LayoutAnnotations;
import io.longshore.sif.SifFile;
import io.longshore.squashfs.Compression;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One thing is planted in the file at a time, and is told in words. */
class BuildCheckTest {
  private static final Map<String, String> ANNOTATIONS =
      Map.of(LayoutAnnotations.SOURCE, "bids/example:1");

  @TempDir Path folder;
  private Path sif;

  @BeforeEach
  void name() {
    sif = folder.resolve("x.sif");
  }

  @Test
  void whatTheLayoutGivesIsEqual() throws IOException {
    given(maker -> maker, files());

    BuildCheck.Result result = check();

    assertTrue(result.equal());
    assertEquals(List.of(), result.differences());
    assertEquals(Digest.of(Files.readAllBytes(sif)), result.given());
    assertEquals(result.given(), result.rebuilt());
  }

  @Test
  void nothingIsLeftBehind() throws IOException {
    given(maker -> maker, files());
    check();

    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(sif), left.toList());
    }
  }

  @Test
  void aByteOfAFilesDataIsToldByTheFile() throws IOException {
    given(maker -> maker, files());
    change(sif, partitionOffset() + 1000);

    BuildCheck.Result result = check();

    assertFalse(result.equal());
    assertEquals(partitionOffset() + 1000, result.firstByte());
    assertFalse(result.sameTree());
    assertEquals(1, result.total(), result::toString);
    Difference difference = result.differences().getFirst();
    assertEquals("/opt/noise", difference.place());
    assertEquals("content", difference.aspect());
    assertTrue(difference.second().startsWith("sha256:"), difference.toString());
  }

  @Test
  void aSuperblockThatIsDamagedLeavesNoTreeToCompare() throws IOException {
    given(maker -> maker, files());
    change(sif, partitionOffset());

    assertEquals(
        List.of(
            new Difference(
                "/",
                "tree",
                "cannot be read: malformed SquashFS image at byte 0: no SquashFS magic 'hsqs'",
                "can be read")),
        check().differences());
  }

  @Test
  void aLabelIsToldByItsName() throws IOException {
    given(maker -> maker.label("version", "2"), files());

    List<Difference> differences = check().differences();

    assertTrue(
        differences.contains(
            new Difference(
                "object JSON.Generic inspect-metadata.json",
                "data.attributes.labels.version",
                "\"2\"",
                "absent")),
        differences::toString);
    assertHas(differences, "object JSON.Generic longshore.json", "manifestDigest");
    assertHas(differences, "object JSON.Generic oci-config.json", "Labels");
    assertHas(differences, "/.singularity.d/labels.json", "size");
  }

  @Test
  void aFileOnOneSideIsTold() throws IOException {
    given(maker -> maker, files().file("opt/extra", 0644, "abc"));
    assertTree(new Difference("/opt/extra", "presence", "regular file of 3 bytes", "absent"));

    given(maker -> maker, TarLayer.create().file("opt/noise", 0644, noise()));
    assertTree(
        new Difference("/opt/link", "presence", "absent", "symbolic link to noise"),
        new Difference("/opt/owned", "presence", "absent", "regular file of 1 bytes"));
  }

  @Test
  void ownerModeAndTimeAreTold() throws IOException {
    given(
        maker -> maker,
        TarLayer.create()
            .file("opt/noise", 0644, noise())
            .symbolicLink("opt/link", "noise")
            .entry(
                "opt/owned",
                TarConstants.LF_NORMAL,
                new byte[] {'x'},
                entry -> {
                  entry.setUserId(1001);
                  entry.setMode(04755);
                  entry.setModTime(1000L);
                }));

    assertTree(
        new Difference("/opt/owned", "mode", "4755", "0644"),
        new Difference("/opt/owned", "owner", "1001:0", "1000:0"),
        new Difference("/opt/owned", "time", "1970-01-01T00:00:01Z", "1970-01-01T00:00:00Z"));
  }

  @Test
  void kindsTargetsAndHardLinksAreTold() throws IOException {
    given(
        maker -> maker,
        TarLayer.create()
            .directory("opt/noise", 0755)
            .symbolicLink("opt/link", "owned")
            .file("opt/a", 0644, "x")
            .hardLink("opt/owned", "opt/a"));

    List<Difference> differences = inTheImagesTree();

    assertHas(differences, "/opt/a", "presence");
    assertTrue(
        differences.contains(
            new Difference(
                "/opt/link", "target", "symbolic link to owned", "symbolic link to noise")),
        differences::toString);
    assertTrue(
        differences.contains(
            new Difference("/opt/noise", "kind", "directory", "regular file of 300000 bytes")),
        differences::toString);
    assertTrue(
        differences.contains(
            new Difference(
                "/opt/owned", "hard link", "the same file as /opt/a", "none of an earlier file")),
        differences::toString);
  }

  @Test
  void anotherProfileIsToldAndLeavesTheTree() throws IOException {
    BuildProfile profile = new BuildProfile(1, new Compression.Zstd(19), 4096);
    builder(image(maker -> maker, files())).withProfile(profile).build(sif);

    BuildCheck.Result result = check();

    assertTrue(result.sameTree(), result::toString);
    assertEquals(profile, result.made().orElseThrow().profile().orElseThrow());
    assertTrue(
        result
            .differences()
            .contains(new Difference("root file system", "compression", "zstd", "gzip")),
        result::toString);
    assertHas(result.differences(), "object JSON.Generic longshore.json", "profile.level");
    assertTrue(
        new BuildCheck(sif, builder(image(maker -> maker, files())).withProfile(profile), folder)
            .run(20)
            .equal());
  }

  @Test
  void anotherTimeIsTold() throws IOException {
    builder(image(maker -> maker, files())).withBuilderTime(Instant.EPOCH).build(sif);

    assertTrue(
        check()
            .differences()
            .contains(
                new Difference(
                    "header", "created", "1970-01-01T00:00:00Z", "2020-01-02T03:04:05Z")));
  }

  @Test
  void onlyAsManyDifferencesAreToldAsAskedForAndAllAreCounted() throws IOException {
    TarLayer files = files();
    for (int i = 0; i < 30; i++) {
      files.file("opt/extra" + i, 0644, "");
    }
    given(maker -> maker, files);

    BuildCheck.Result result =
        new BuildCheck(sif, builder(image(maker -> maker, files())), folder).run(3);

    assertEquals(6, result.differences().size());
    assertEquals(3, result.differences().stream().filter(Difference::isInTree).count());
    assertTrue(result.total() > 30, result::toString);
    assertFalse(result.sameTree());
  }

  @Test
  void whatIsNoSifIsRefused() throws IOException {
    Files.writeString(sif, "hello");

    FailureException refused = assertThrows(FailureException.class, this::check);

    assertEquals(FailureKind.MALFORMED, refused.kind());
    assertTrue(refused.nextStep().contains("longshore inspect"), refused.nextStep());
  }

  private static byte[] noise() {
    byte[] noise = new byte[300_000];
    new Random(1).nextBytes(noise);
    return noise;
  }

  private static TarLayer files() {
    return TarLayer.create()
        .file("opt/noise", 0644, noise())
        .symbolicLink("opt/link", "noise")
        .entry(
            "opt/owned",
            TarConstants.LF_NORMAL,
            new byte[] {'x'},
            entry -> {
              entry.setUserId(1000);
              entry.setMode(0644);
            });
  }

  private static MadeImage image(UnaryOperator<ImageMaker> changes, TarLayer files) {
    return changes.apply(ImageMaker.create().plainLayer(files.toBytes())).make();
  }

  private void given(UnaryOperator<ImageMaker> changes, TarLayer files) throws IOException {
    builder(image(changes, files)).build(sif);
  }

  private BuildCheck.Result check() throws IOException {
    return new BuildCheck(sif, builder(image(maker -> maker, files())), folder).run(100);
  }

  // The manifest's digest is a label, so the builder's files differ with it.
  private List<Difference> inTheImagesTree() throws IOException {
    return check().differences().stream()
        .filter(Difference::isInTree)
        .filter(difference -> !difference.place().startsWith("/.singularity.d/"))
        .toList();
  }

  private void assertTree(Difference... expected) throws IOException {
    assertEquals(List.of(expected), inTheImagesTree());
  }

  private static void assertHas(List<Difference> differences, String place, String aspect) {
    assertTrue(
        differences.stream().anyMatch(d -> d.place().equals(place) && d.aspect().equals(aspect)),
        differences::toString);
  }

  private static SifBuilder builder(MadeImage image) throws IOException {
    return SifBuilder.of(
        ContainerImage.of(image.image(), ANNOTATIONS, "test"),
        descriptor -> new ByteArrayInputStream(image.blobs().get(descriptor.digest())));
  }

  private long partitionOffset() throws IOException {
    try (SifFile file = SifFile.open(sif)) {
      return file.primaryPartition().orElseThrow().offset();
    }
  }

  private static void change(Path file, long position) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, position);
      one.put(0, (byte) (one.get(0) ^ 1)).flip();
      channel.write(one, position);
    }
  }
}
