package io.longshore.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.TarLayer;
import io.longshore.oci.BlobSource;
import io.longshore.oci.Platform;
import io.longshore.oci.layout.LayoutAnnotations;
import io.longshore.sif.SifFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SifBuilderTest {
  private static final Map<String, String> EXTRAS =
      Map.of(
          LayoutAnnotations.SOURCE,
          "bids/example:1",
          LayoutAnnotations.DIRECTORIES,
          "/ihome /data",
          LayoutAnnotations.ENVIRONMENT,
          "LANG=C.UTF-8\nLC_ALL=C.UTF-8",
          LayoutAnnotations.READABLE_TREES,
          "/opt");

  @TempDir Path folder;

  @Test
  void theBytesAreThoseOfFormatVersion1() throws IOException {
    assertEquals(
        "sha256:c6a1f35468357fa4f205fef0c2ecf773218f5191c7e8e85fd0943d8e78e64bb5",
        builder(image(), EXTRAS).build(folder.resolve("x.sif")).digest().toString());
  }

  @Test
  void theBytesOfAZstdProfileAreThoseOfFormatVersion1() throws IOException {
    Map<String, String> zstd =
        Map.of(
            LayoutAnnotations.FORMAT_VERSION, "1",
            LayoutAnnotations.COMPRESSION, "zstd",
            LayoutAnnotations.LEVEL, "3",
            LayoutAnnotations.BLOCK_SIZE, "131072");
    assertEquals(
        "sha256:c3f4c278eb479da1fd820ab3d1dad49522e1eaae313b6fd15631fdf4f1e37ae4",
        builder(image(), zstd).build(folder.resolve("x.sif")).digest().toString());
  }

  @Test
  void theBytesDoNotDependOnTheNumberOfThreads() throws IOException {
    Digest one = builder(image(), EXTRAS).withThreads(1).build(folder.resolve("1")).digest();
    Digest seven = builder(image(), EXTRAS).withThreads(7).build(folder.resolve("7")).digest();
    assertEquals(one, seven);
    assertEquals(one, Digest.of(Files.readAllBytes(folder.resolve("7"))));
  }

  @Test
  void aPipeOrADeviceIsNotReplaced() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Path link = Files.createSymbolicLink(folder.resolve("link.sif"), pipe);
    for (Path output : List.of(pipe, link)) {
      SifBuilder builder = builder(image(), EXTRAS);
      FailureException refused = assertThrows(FailureException.class, () -> builder.build(output));
      assertEquals(FailureKind.UNSUPPORTED, refused.kind());
      assertTrue(Files.exists(output) && !Files.isRegularFile(output));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(2, files.filter(file -> !Files.isDirectory(file)).count());
    }
  }

  @Test
  void aNameMayBeAsLongAsCanBe() throws IOException {
    Path longest = folder.resolve("s".repeat(251) + ".sif");
    builder(image(), EXTRAS).build(longest);
    assertTrue(Files.size(longest) > 0);
    Path longer = folder.resolve("s".repeat(252) + ".sif");
    assertThrows(IOException.class, () -> builder(image(), EXTRAS).build(longer));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(longest), left.toList());
    }
  }

  @Test
  void whatTheRecipeAddsIsInTheTree() throws Exception {
    Path sif = folder.resolve("x.sif");
    builder(image(), EXTRAS).build(sif);
    String listing = unsquashfs(sif, "-lln", "-d", "");
    assertTrue(line(listing, "/ihome").startsWith("drwxr-xr-x 0/0"), listing);
    assertTrue(line(listing, "/data").startsWith("drwxr-xr-x 0/0"), listing);
    assertTrue(line(listing, "/opt/secret").startsWith("-rw-r--r-- 1000/70000"), listing);
    assertTrue(line(listing, "/opt/tool").startsWith("-rwxr-xr-x 0/0"), listing);
    String environment = unsquashfs(sif, "-cat", ".singularity.d/env/90-environment.sh");
    assertTrue(environment.contains("LANG="), environment);
    assertTrue(environment.contains("C.UTF-8"), environment);
  }

  @Test
  void anOrdinaryUserCanUnpackTheTree() throws Exception {
    byte[] awkward =
        TarLayer.create()
            .entry("./", TarConstants.LF_DIR, new byte[0], e -> e.setMode(0040555))
            .directory("dev", 0555)
            .entry("dev/null", TarConstants.LF_CHR, new byte[0], e -> device(e, 1, 3))
            .directory("locked", 0)
            .file("locked/f", 0, "secret")
            .entry("locked/loop0", TarConstants.LF_BLK, new byte[0], e -> device(e, 7, 0))
            .entry("fifo", TarConstants.LF_FIFO, new byte[0], SifBuilderTest::note)
            .entry("link", TarConstants.LF_SYMLINK, new byte[0], SifBuilderTest::notedLink)
            .toBytes();
    MadeImage image = ImageMaker.create().layer(awkward).make();
    Path sif = folder.resolve("x.sif");
    builder(image, Map.of()).build(sif);
    String listing = unsquashfs(sif, "-lln", "-d", "");
    assertTrue(listing.startsWith("drwxr-xr-x 0/0"), listing);
    assertTrue(line(listing, "/dev/null").startsWith("crw"), listing);
    assertTrue(line(listing, "/locked/loop0").startsWith("-rw-rw-rw- 0/0 "), listing);

    // What Apptainer does where it may not mount; in /dev it leaves out what is there.
    Path place = Files.createDirectory(folder.resolve("place"));
    for (Path open : List.of(folder, place)) {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    List<String> command = new ArrayList<>();
    if (Files.getOwner(folder).getName().equals("root")) {
      command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    }
    command.addAll(
        List.of(
            "unsquashfs", "-o", offset(sif), "-d", place + "/root", "-excludes", sif.toString()));
    command.add("dev/*");
    Process unpacking =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    assertEquals(0, unpacking.waitFor(), () -> read(folder.resolve("log")));
  }

  private static void device(TarArchiveEntry entry, int major, int minor) {
    entry.setMode(0666);
    entry.setDevMajor(major);
    entry.setDevMinor(minor);
  }

  private static void note(TarArchiveEntry entry) {
    entry.addPaxHeader("SCHILY.xattr.user.note", "of anybody");
  }

  private static void notedLink(TarArchiveEntry entry) {
    note(entry);
    entry.setLinkName("locked");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anImageForAnotherSystemIsNotBuilt() {
    MadeImage windows =
        ImageMaker.create()
            .platform(Platform.parse("windows/amd64"))
            .layer(TarLayer.create().file("Files/x.exe", 0755, "MZ").toBytes())
            .make();
    FailureException e =
        assertThrows(
            FailureException.class,
            () -> builder(windows, Map.of()).build(folder.resolve("x.sif")));
    assertEquals(FailureKind.UNSUPPORTED, e.kind());
    assertTrue(e.problem().contains("windows/amd64"), e.problem());
  }

  @Test
  void anImageThatNamesNothingToRunGetsANotice() throws IOException {
    assertTrue(builder(ImageMaker.create().make(), Map.of()).notice().isPresent());
    for (ImageMaker maker :
        List.of(ImageMaker.create().command("sh"), ImageMaker.create().entrypoint("sh"))) {
      assertEquals(Optional.empty(), builder(maker.make(), Map.of()).notice());
    }
  }

  @Test
  void treesDeeperThanAThreadsStackAreBuilt() throws IOException {
    MadeImage deep =
        ImageMaker.create()
            .layer(TarLayer.create().file("d/".repeat(2000) + "f", 0644, "deep").toBytes())
            .make();
    assertTrue(builder(deep, Map.of()).build(folder.resolve("x.sif")).size() > 0);
  }

  @Test
  void aLayerWithWrongBytesGivesNoFile() {
    MadeImage image = image();
    BlobSource flipped =
        descriptor -> {
          byte[] bytes = image.blobs().get(descriptor.digest()).clone();
          bytes[bytes.length - 1] ^= 1;
          return new ByteArrayInputStream(bytes);
        };
    assertNothingWritten(FailureKind.MALFORMED, image, flipped);
  }

  @Test
  void aTruncatedLayerGivesNoFile() {
    MadeImage image = image();
    BlobSource truncated =
        descriptor -> {
          byte[] bytes = image.blobs().get(descriptor.digest());
          return new ByteArrayInputStream(Arrays.copyOf(bytes, bytes.length / 2));
        };
    assertNothingWritten(FailureKind.MALFORMED, image, truncated);
  }

  @Test
  void aFailureLeavesTheFileThatHadTheName() throws IOException {
    Path sif = Files.writeString(folder.resolve("x.sif"), "the old one");
    BlobSource none =
        descriptor -> {
          throw new FailureException(
              FailureKind.GONE, descriptor.digest().toString(), "is not there", "get it");
        };
    assertThrows(
        FailureException.class, () -> SifBuilder.of(container(image(), EXTRAS), none).build(sif));
    assertEquals("the old one", Files.readString(sif));
    assertEquals(List.of("x.sif"), names());
  }

  @Test
  void aFileThatAppearsMeanwhileStaysUnlessItIsToBeReplaced() throws IOException {
    Path sif = folder.resolve("x.sif");
    MadeImage image = image();
    BlobSource beingOvertaken =
        descriptor -> {
          Files.writeString(sif, "another's");
          return new ByteArrayInputStream(image.blobs().get(descriptor.digest()));
        };
    SifBuilder builder = SifBuilder.of(container(image, EXTRAS), beingOvertaken);

    FailureException refused =
        assertThrows(FailureException.class, () -> builder.withoutReplacing().build(sif));
    assertEquals(
        sif + ": appeared while it was built, and is not replaced (unsupported)",
        refused.getMessage());
    assertEquals("another's", Files.readString(sif));
    assertEquals(List.of("x.sif"), names());

    builder.build(sif);
    assertTrue(Files.size(sif) > 1000);
  }

  @Test
  void aLinkIntoAnAnnexStaysWhereNothingIsReplaced() throws IOException {
    Path sif = Files.createSymbolicLink(folder.resolve("x.sif"), Path.of("absent"));
    assertThrows(
        FailureException.class, () -> builder(image(), EXTRAS).withoutReplacing().build(sif));
    assertTrue(Files.isSymbolicLink(sif));
    assertEquals(List.of("x.sif"), names());
  }

  @Test
  void aNewFileIsTheOneThatReplacesAnother() throws IOException {
    Digest alone =
        builder(image(), EXTRAS).withoutReplacing().build(folder.resolve("new.sif")).digest();
    Path old = Files.writeString(folder.resolve("old.sif"), "the old one");
    assertEquals(alone, builder(image(), EXTRAS).build(old).digest());
    assertEquals(
        Files.getPosixFilePermissions(old),
        Files.getPosixFilePermissions(folder.resolve("new.sif")));
  }

  @Test
  void aPlaceThatTakesNoFilesIsToldByTheNameThatWasGiven() throws IOException {
    for (String place :
        List.of("/proc/out.sif", Files.createFile(folder.resolve("f")) + "/x.sif")) {
      FailureException refused =
          assertThrows(
              FailureException.class, () -> builder(image(), EXTRAS).build(Path.of(place)));
      assertTrue(refused.getMessage().startsWith(place + ": cannot be written: "), place);
      assertTrue(!(refused.getMessage() + refused.nextStep()).contains(".partial"), place);
    }
  }

  @Test
  void aFormatVersionOfTheFutureIsRefused() {
    FailureException refused =
        assertThrows(
            FailureException.class,
            () ->
                builder(
                        image(),
                        Map.of(
                            LayoutAnnotations.FORMAT_VERSION, "2",
                            LayoutAnnotations.LEVEL, "6",
                            LayoutAnnotations.BLOCK_SIZE, "131072"))
                    .build(folder.resolve("x.sif")));
    assertEquals(FailureKind.UNSUPPORTED, refused.kind());
    assertTrue(refused.getMessage().contains("version 2"), refused.getMessage());
  }

  @Test
  void aHardLinkAcrossLayersIsOneInodeWithOneContent() throws Exception {
    MadeImage image =
        ImageMaker.create()
            .layer(TarLayer.create().file("a", 0644, "content").toBytes())
            .layer(TarLayer.create().hardLink("b", "a").whiteout("a").toBytes())
            .make();
    Path sif = folder.resolve("x.sif");
    builder(image, Map.of()).build(sif);
    assertArrayEquals("content".getBytes(UTF_8), unsquashfs(sif, "-cat", "b").getBytes(UTF_8));
    assertTrue(!unsquashfs(sif, "-ll", "-d", "").contains(" /a\n"));
  }

  private static MadeImage image() {
    byte[] noise = new byte[300_000];
    new Random(1).nextBytes(noise);
    byte[] base =
        TarLayer.create()
            .directory("usr", 0755)
            .directory("usr/lib", 0755)
            .symbolicLink("lib", "usr/lib")
            .file("lib/noise", 0644, noise)
            .file("opt/tool", 0700, "#!/bin/sh\n")
            .entry(
                "opt/secret",
                TarConstants.LF_NORMAL,
                "s".getBytes(UTF_8),
                entry -> {
                  entry.setMode(0600);
                  entry.setUserId(1000);
                  entry.setGroupId(70000);
                })
            .toBytes();
    byte[] upper =
        TarLayer.create()
            .file("etc/version", 0644, "2")
            .hardLink("usr/noise", "lib/noise")
            .toBytes();
    return ImageMaker.create()
        .created("2020-02-02T02:02:02Z")
        // What gzip makes of a layer may differ between Java runtimes, and its digest is in the
        // SIF.
        .plainLayer(base)
        .plainLayer(upper)
        .environment("PATH=/usr/bin:/bin")
        .entrypoint("/opt/tool")
        .make();
  }

  private static ContainerImage container(MadeImage image, Map<String, String> annotations)
      throws IOException {
    return ContainerImage.of(image.image(), annotations, "test");
  }

  private static SifBuilder builder(MadeImage image, Map<String, String> annotations)
      throws IOException {
    return SifBuilder.of(
        container(image, annotations),
        descriptor -> new ByteArrayInputStream(image.blobs().get(descriptor.digest())));
  }

  private void assertNothingWritten(FailureKind kind, MadeImage image, BlobSource blobs) {
    FailureException failure =
        assertThrows(
            FailureException.class,
            () -> SifBuilder.of(container(image, EXTRAS), blobs).build(folder.resolve("x.sif")));
    assertEquals(kind, failure.kind());
    assertEquals(List.of(), names());
  }

  private List<String> names() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(String listing, String path) {
    return listing.lines().filter(line -> line.endsWith(" " + path)).findFirst().orElse("");
  }

  private static String offset(Path sif) throws IOException {
    try (var channel = FileChannel.open(sif)) {
      return "" + SifFile.open(channel).primaryPartition().orElseThrow().offset();
    }
  }

  private static String unsquashfs(Path sif, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of("unsquashfs", "-o", offset(sif)));
    int files = options[0].equals("-cat") ? 1 : options.length;
    command.addAll(List.of(options).subList(0, files));
    command.add(sif.toString());
    command.addAll(List.of(options).subList(files, options.length));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }
}
