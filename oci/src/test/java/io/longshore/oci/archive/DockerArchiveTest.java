package io.longshore.oci.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Descriptor;
import io.longshore.oci.MediaTypes;
import io.longshore.oci.Platform;
import io.longshore.oci.layer.LayerLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Archives as old and new releases of Docker write them, put together with GNU tar. */
class DockerArchiveTest {
  private static final byte[] LAYER =
      "not looked into here".repeat(40).getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private Path content;

  @BeforeEach
  void makeContent() throws IOException {
    content = Files.createDirectory(folder.resolve("content"));
  }

  @Test
  void layersThatAreLinksToOthersAreFollowed() throws Exception {
    write("1/layer.tar", LAYER);
    Files.createDirectory(content.resolve("2"));
    Files.createSymbolicLink(content.resolve("2/layer.tar"), Path.of("../1/layer.tar"));
    write("c.json", config(2));
    describe(image("c.json", "[\"lab/tool:1\"]", "\"1/layer.tar\",\"2/layer.tar\""));

    LocalImage image = open().image(Optional.empty(), Optional.of(Platform.LINUX_AMD64));

    Descriptor layer = new Descriptor(MediaTypes.OCI_LAYER_TAR, Digest.of(LAYER), LAYER.length);
    assertEquals(List.of(layer, layer), image.image().manifest().layers());
    assertArrayEquals(LAYER, image.blobs().open(layer).readAllBytes());
    assertArrayEquals(config(2), image.image().configBytes());
  }

  @Test
  void aCompressedLayerIsToldByItsBytes() throws Exception {
    byte[] compressed = gzip(LAYER);
    write("blobs/sha256/abc", compressed);
    write("c.json", config(1));
    describe(image("c.json", "null", "\"blobs/sha256/abc\""));
    LocalImage image = open().image(Optional.empty(), Optional.of(Platform.LINUX_AMD64));
    assertEquals(
        List.of(
            new Descriptor(MediaTypes.OCI_LAYER_GZIP, Digest.of(compressed), compressed.length)),
        image.image().manifest().layers());
  }

  @Test
  void namesOfFieldsAreReadRegardlessOfCaseAsDockerReadsThem() throws Exception {
    write("layer.tar", LAYER);
    write("c.json", config(1));
    write(
        "manifest.json",
        "[{\"config\":\"c.json\",\"repotags\":null,\"LAYERS\":[\"layer.tar\"]}]"
            .getBytes(StandardCharsets.UTF_8));
    LocalImage image = open().image(Optional.empty(), Optional.of(Platform.LINUX_AMD64));
    assertEquals(Digest.of(LAYER), image.image().manifest().layers().getFirst().digest());
  }

  @Test
  void theManifestMadeForItDependsOnTheImageAlone() throws Exception {
    write("layer.tar", LAYER);
    write("c.json", config(1));
    describe(image("c.json", "[\"lab/tool:1\"]", "\"layer.tar\""));
    Digest first =
        open()
            .image(Optional.empty(), Optional.of(Platform.LINUX_AMD64))
            .image()
            .descriptor()
            .digest();
    Files.move(content.resolve("layer.tar"), content.resolve("other.tar"));
    describe(image("c.json", "[\"lab/tool:2\"]", "\"other.tar\""));
    LocalImage second = open().image(Optional.empty(), Optional.of(Platform.LINUX_AMD64));
    assertEquals(first, second.image().descriptor().digest());
    assertEquals(first, Digest.of(second.image().manifestBytes()));
  }

  @Test
  void ofSeveralImagesOneIsNamed() throws Exception {
    write("layer.tar", LAYER);
    write("c.json", config(1));
    describe(
        image("c.json", "[\"lab/tool:1\"]", "\"layer.tar\""),
        image("c.json", "[\"busybox:latest\"]", "\"layer.tar\""));
    DockerArchive archive = open();
    archive.image(Optional.of("docker.io/library/busybox"), Optional.of(Platform.LINUX_AMD64));
    FailureException unnamed =
        assertThrows(
            FailureException.class,
            () -> archive.image(Optional.empty(), Optional.of(Platform.LINUX_AMD64)));
    assertTrue(unnamed.nextStep().contains("lab/tool:1, busybox:latest"), unnamed.nextStep());
    FailureException unknown =
        assertThrows(
            FailureException.class,
            () -> archive.image(Optional.of("lab/tool:2"), Optional.of(Platform.LINUX_AMD64)));
    assertEquals(FailureKind.UNSUPPORTED, unknown.kind());
  }

  @Test
  void anImageThatNoTagTellsApartIsNamedByItsPlace() throws Exception {
    write("layer.tar", LAYER);
    write("one.json", config(1));
    write("two.json", config(2));
    describe(
        image("one.json", "null", "\"layer.tar\""),
        image("two.json", "[]", "\"layer.tar\",\"layer.tar\""),
        image("one.json", "[\"lab/tool:1\", \"same\"]", "\"layer.tar\""),
        image("one.json", "[\"same\"]", "\"layer.tar\""));
    DockerArchive archive = open();
    LocalImage second = archive.image(Optional.of("@1"), Optional.of(Platform.LINUX_AMD64));
    assertArrayEquals(config(2), second.image().configBytes());
    for (Optional<String> name :
        List.of(Optional.<String>empty(), Optional.of("@4"), Optional.of("same"))) {
      FailureException failure =
          assertThrows(
              FailureException.class, () -> archive.image(name, Optional.of(Platform.LINUX_AMD64)));
      assertTrue(
          failure.nextStep().endsWith("where NAME is one of @0, @1, lab/tool:1, @3"),
          failure.nextStep());
    }
    describe();
    assertMalformed("names no image in its manifest.json");
  }

  @ParameterizedTest
  @CsvSource({
    "xz, a.tar.xz, fd377a585a0000, run: xz -dk FOLDER/a.tar.xz and name what it makes: FOLDER/a.tar",
    "bzip2, a.bz2, 425a6839314159, run: bzip2 -dk FOLDER/a.bz2 and name what it makes: FOLDER/a",
    "xz, a.txz, fd377a585a0000, run: xz -dc FOLDER/a.txz > FOLDER/a.txz.tar and name"
        + " FOLDER/a.txz.tar",
  })
  void anArchiveThatIsPackedAsAWholeIsToBeUnpacked(
      String packer, String name, String head, String next) throws IOException {
    Path archive = Files.write(folder.resolve(name), HexFormat.of().parseHex(head));
    FailureException failure =
        assertThrows(
            FailureException.class,
            () -> DockerArchive.unpack(archive, content, LayerLimits.DEFAULT));
    assertEquals(FailureKind.UNSUPPORTED, failure.kind());
    assertEquals(
        "is an archive packed with " + packer + "; gzip and zstd can be read", failure.problem());
    assertEquals(next.replace("FOLDER", folder.toString()), failure.nextStep());
  }

  @Test
  void whatIsMissingOrWrittenWrongIsSaid() throws Exception {
    write("c.json", config(1));
    describe(image("c.json", "null", "\"layer.tar\""));
    assertMalformed("has no layer.tar in it");
    describe(image("absent.json", "null", "\"c.json\""));
    assertMalformed("has no absent.json in it");
    write("manifest.json", "{".getBytes(StandardCharsets.UTF_8));
    assertMalformed("not valid JSON");
  }

  @Test
  void namesThatLeadOutReachNothing() throws Exception {
    write("evil", LAYER);
    write("c.json", config(1));
    describe(image("c.json", "null", "\"../../evil\""));
    Path archive = folder.resolve("archive.tar");
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    tar(
        "-cf",
        archive.toString(),
        "--transform=s,^./evil,../../evil,",
        "-P",
        "./evil",
        "./c.json",
        "./manifest.json");
    LocalImage image =
        DockerArchive.unpack(archive, scratch, LayerLimits.DEFAULT)
            .image(Optional.empty(), Optional.of(Platform.LINUX_AMD64));
    assertEquals(Digest.of(LAYER), image.image().manifest().layers().getFirst().digest());
    assertFalse(Files.exists(folder.resolve("evil")));
    assertFalse(Files.exists(folder.resolveSibling("evil")));
  }

  /** Bytes this process has read from files so far; see proc(5). */
  private static long bytesRead() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/io")).stream()
        .filter(line -> line.startsWith("rchar: "))
        .mapToLong(line -> Long.parseLong(line.substring(7)))
        .findFirst()
        .orElseThrow();
  }

  private long bytesReadWhereALayerIsNamed(int times) throws Exception {
    write("c.json", config(times));
    describe(
        image("c.json", "null", String.join(",", Collections.nCopies(times, "\"layer.tar\""))));
    DockerArchive archive = open();
    long before = bytesRead();
    LocalImage image = archive.image(Optional.empty(), Optional.of(Platform.LINUX_AMD64));
    long read = bytesRead() - before;
    assertEquals(times, image.image().manifest().layers().size());
    return read;
  }

  @Test
  void aLayerIsReadOnceHoweverOftenItIsNamed() throws Exception {
    byte[] layer = new byte[4 << 20];
    write("layer.tar", layer);
    for (int times : new int[] {200, 400}) {
      long read = bytesReadWhereALayerIsNamed(times);
      assertTrue(read < 2L * layer.length, times + " times: " + read);
    }
  }

  @Test
  void moreLayersThanAnythingCanStackAreRefused() throws Exception {
    write("layer.tar", LAYER);
    FailureException failure =
        assertThrows(FailureException.class, () -> bytesReadWhereALayerIsNamed(4097));
    assertEquals(FailureKind.UNSUPPORTED, failure.kind());
    assertTrue(failure.problem().contains("4097 layers"), failure::problem);
  }

  @Test
  void holesCountAsTheBytesTheyStandFor() throws Exception {
    try (FileChannel holes =
        FileChannel.open(
            content.resolve("holes"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      holes.write(ByteBuffer.wrap(new byte[1]), 1L << 40);
    }
    Path archive = folder.resolve("sparse.tar");
    tar("-cSf", archive.toString(), ".");
    assertTrue(Files.size(archive) < 20_000);
    assertRefused(archive, LayerLimits.DEFAULT, FailureKind.UNSUPPORTED, "unpacks to more than");
    assertRefused(
        archive,
        new LayerLimits(Long.MAX_VALUE, 10),
        FailureKind.DISK_FULL,
        "holds a file of " + ((1L << 40) + 1) + " bytes");
  }

  @Test
  void anArchiveIsHeldToTheNumberOfEntriesAndTheirMemory() throws Exception {
    for (int i = 0; i < 20; i++) {
      write("file" + i, LAYER);
    }
    Path archive = folder.resolve("many.tar");
    tar("-cf", archive.toString(), ".");
    assertRefused(
        archive, new LayerLimits(1 << 30, 10), FailureKind.UNSUPPORTED, "more than 10 entries");
    assertRefused(
        archive,
        new LayerLimits(1 << 30, 1000, 3000),
        FailureKind.UNSUPPORTED,
        "fit into 3000 bytes");
  }

  @Test
  void ofAFileThatIsThereOftenTheLastIsKept() throws Exception {
    write("layer.tar", "not this".getBytes(StandardCharsets.UTF_8));
    Path archive = folder.resolve("twice.tar");
    tar("-cf", archive.toString(), "layer.tar", "layer.tar");
    write("layer.tar", LAYER);
    write("c.json", config(1));
    describe(image("c.json", "null", "\"layer.tar\""));
    tar("-rf", archive.toString(), "layer.tar", "c.json", "manifest.json");
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    LocalImage image =
        DockerArchive.unpack(archive, scratch, LayerLimits.DEFAULT)
            .image(Optional.empty(), Optional.of(Platform.LINUX_AMD64));
    assertEquals(Digest.of(LAYER), image.image().manifest().layers().getFirst().digest());
    try (var files = Files.list(scratch)) {
      assertEquals(3, files.count());
    }
  }

  private void assertRefused(Path archive, LayerLimits limits, FailureKind kind, String words)
      throws IOException {
    Path scratch = Files.createTempDirectory(folder, "scratch");
    FailureException failure =
        assertThrows(FailureException.class, () -> DockerArchive.unpack(archive, scratch, limits));
    assertEquals(kind, failure.kind(), failure.getMessage());
    assertTrue(failure.problem().contains(words), failure::problem);
    try (var files = Files.list(scratch)) {
      assertEquals(List.of(), files.filter(file -> file.toFile().length() > 1 << 20).toList());
    }
  }

  private void assertMalformed(String words) throws Exception {
    DockerArchive archive = open();
    FailureException failure =
        assertThrows(
            FailureException.class,
            () -> archive.image(Optional.empty(), Optional.of(Platform.LINUX_AMD64)));
    assertEquals(FailureKind.MALFORMED, failure.kind());
    assertTrue(failure.getMessage().contains(words), failure.getMessage());
  }

  private DockerArchive open() throws Exception {
    Path archive = Files.createTempFile(folder, "archive", ".tar");
    tar("-cf", archive.toString(), ".");
    return DockerArchive.unpack(
        archive, Files.createTempDirectory(folder, "scratch"), LayerLimits.DEFAULT);
  }

  private void tar(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("tar"));
    command.addAll(List.of(arguments));
    Process tar = new ProcessBuilder(command).directory(content.toFile()).inheritIO().start();
    assertEquals(0, tar.waitFor());
  }

  private void write(String name, byte[] bytes) throws IOException {
    Path file = content.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private void describe(String... images) throws IOException {
    String text = "[" + String.join(",", images) + "]";
    write("manifest.json", text.getBytes(StandardCharsets.UTF_8));
  }

  private static String image(String config, String tags, String layers) {
    return "{\"Config\":\"%s\",\"RepoTags\":%s,\"Layers\":[%s]}".formatted(config, tags, layers);
  }

  private static byte[] config(int layers) {
    String diffIds = ("\"" + Digest.of(LAYER) + "\",").repeat(layers);
    return ("{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},\"rootfs\":"
            + "{\"type\":\"layers\",\"diff_ids\":["
            + diffIds.substring(0, diffIds.length() - 1)
            + "]}}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
