package io.longshore.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.cli.Program;
import io.longshore.cli.session.ExitCode;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.TarLayer;
import io.longshore.oci.layout.LayoutAnnotations;
import io.longshore.sif.SifDescriptor;
import io.longshore.sif.SifFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InspectCommandTest {
  private static final MadeImage IMAGE =
      ImageMaker.create()
          .created("2020-02-02T02:02:02Z")
          .plainLayer(TarLayer.create().file("opt/a", 0644, "a").toBytes())
          .entrypoint("/opt/a", "two words")
          .environment("PATH=/opt")
          .label("version", "1\u001b[31m")
          .make();

  @TempDir Path folder;
  private Path layout;
  private Path sif;

  @BeforeEach
  void build() throws IOException {
    layout =
        IMAGE.writeLayout(
            folder.resolve("image.oci"),
            Map.of(
                LayoutAnnotations.SOURCE, "bids/example:1",
                LayoutAnnotations.DIRECTORIES, "/ihome /data",
                LayoutAnnotations.ENVIRONMENT, "LANG=C.UTF-8"));
    sif = folder.resolve("x.sif");
    run("build", "-q", "--compression", "zstd:9", sif.toString(), layout.toString());
  }

  @Test
  void tellsPeopleWhereTheFileCameFromAndWhatItRuns() {
    List<String> lines = run("inspect", sif.toString()).output().lines().toList();

    assertTrue(lines.getFirst().startsWith(sif + ": SIF for amd64, "), lines::toString);
    assertHas(lines, "  created      2020-02-02T02:02:02Z");
    assertHas(lines, "  repository   docker.io/bids/example");
    assertHas(lines, "  manifest     " + IMAGE.digest());
    assertHas(lines, "  directories  /ihome /data");
    assertHas(lines, "  exports      LANG=C.UTF-8");
    assertHas(lines, "  profile      format version 1, zstd level 9, blocks of 131072 bytes");
    assertHas(lines, "  entrypoint   [\"/opt/a\",\"two words\"]");
    assertHas(lines, "  environment  PATH=/opt");
    assertHas(lines, "  format       squashfs, zstd");
    assertTrue(lines.stream().anyMatch(line -> line.contains("longshore.json")), lines::toString);
  }

  @Test
  void nothingAnImageSaysMovesTheCursor() {
    String output = run("inspect", sif.toString()).output();

    assertFalse(output.contains("\u001b"), output);
    assertTrue(output.matches("(?s).*\n  version +1\\\\x1b\\[31m\n.*"), output);
  }

  @Test
  void tellsProgramsTheSameInOneObject() {
    JsonNode json = json(sif);

    assertEquals("inspected", json.path("event").asString());
    assertEquals("sif", json.path("kind").asString());
    assertEquals("docker.io/bids/example", json.path("origin").path("repository").asString());
    assertEquals(9, json.path("origin").path("profile").path("level").asInt());
    assertEquals("1\u001b[31m", json.path("labels").path("version").asString());
    assertEquals("[\"/opt/a\",\"two words\"]", json.path("entrypoint").toString());
    assertEquals(5, json.path("objects").size());
    assertEquals(
        "{\"file_system\":\"squashfs\",\"type\":\"primary_system\",\"architecture\":\"amd64\"}",
        json.path("objects").path(4).path("partition").toString());
    assertEquals("zstd", json.path("squashfs").path("compression").asString());
    assertTrue(json.path("squashfs").path("inodes").asInt() > 20, json::toString);
  }

  @Test
  void readsABareSquashfs() throws IOException {
    Path squashfs = folder.resolve("x.squashfs");
    try (SifFile file = SifFile.open(sif)) {
      SifDescriptor partition = file.primaryPartition().orElseThrow();
      try (InputStream content = file.contentOf(partition)) {
        Files.copy(content, squashfs);
      }
    }

    JsonNode json = json(squashfs);

    assertEquals("squashfs", json.path("kind").asString());
    assertEquals("zstd", json.path("squashfs").path("compression").asString());
    assertEquals("1\u001b[31m", json.path("labels").path("version").asString());
    assertTrue(json.path("runscript").asString().contains("/opt/a"), json::toString);
    assertTrue(
        json.path("definition").asString().contains("docker.io/bids/example@" + IMAGE.digest()),
        json::toString);
    assertTrue(run("inspect", squashfs.toString()).output().startsWith(squashfs + ": squashfs, "));
  }

  @Test
  void readsALayout() {
    JsonNode json = json(layout);

    assertEquals("layout", json.path("kind").asString());
    assertEquals(IMAGE.digest().toString(), json.path("manifest_digest").asString());
    assertEquals("linux/amd64", json.path("platform").asString());
    assertEquals(1, json.path("layers").size());
    assertEquals(
        "bids/example:1", json.path("annotations").path(LayoutAnnotations.SOURCE).asString());
    String text = run("inspect", layout.toString()).output();
    assertTrue(text.startsWith(layout + ": image layout, "), text);
  }

  @Test
  void aDamagedRootFileSystemIsSaidAndTheRestShown() throws IOException {
    long offset;
    try (SifFile file = SifFile.open(sif)) {
      offset = file.primaryPartition().orElseThrow().offset();
    }
    try (FileChannel channel = FileChannel.open(sif, StandardOpenOption.WRITE)) {
      channel.write(java.nio.ByteBuffer.wrap(new byte[] {0}), offset);
    }

    JsonNode json = json(sif);

    assertTrue(
        json.path("squashfs").path("unreadable").asString().contains("no SquashFS magic"),
        json::toString);
    assertEquals("docker.io/bids/example", json.path("origin").path("repository").asString());
  }

  @Test
  void whatIsNoImageIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "hello");
    assertRefused(text, "is neither a SIF nor a squashfs", "file -L");
    Path empty = Files.createFile(folder.resolve("empty"));
    assertRefused(empty, "is neither a SIF nor a squashfs", "file -L");
    Path cut = folder.resolve("cut.sif");
    Files.write(cut, java.util.Arrays.copyOf(Files.readAllBytes(sif), 1000));
    assertRefused(cut, "is a damaged SIF", "build it again");
    Path superblock = Files.writeString(folder.resolve("cut.squashfs"), "hsqs and no more");
    assertRefused(superblock, "is a squashfs that cannot be read", "unsquashfs -s");
    assertMissing(folder.resolve("none"), "is not there", "name a SIF");
    Path link = Files.createSymbolicLink(folder.resolve("annexed.sif"), Path.of("nowhere"));
    assertMissing(link, "is a link to what is not here", "git annex get");
    assertMissing(Files.createDirectory(folder.resolve("d")), "is no image layout", "index.json");
  }

  private static void assertRefused(Path image, String problem, String next) {
    assertEnds(ExitCode.WORK_FAILED, image, problem, next);
  }

  private static void assertMissing(Path image, String problem, String next) {
    assertEnds(ExitCode.USAGE, image, problem, next);
  }

  private static void assertEnds(int exitCode, Path image, String problem, String next) {
    Program.Result result = Program.run(List.of("inspect", image.toString()));
    assertEquals(exitCode, result.exitCode());
    assertEquals("", result.output());
    assertTrue(result.errors().contains(image + ""), result.errors());
    assertTrue(result.errors().contains(problem), result.errors());
    assertTrue(result.errors().contains("next: ") && result.errors().contains(next));
    assertEquals(2, result.errors().lines().count(), result.errors());
  }

  private static void assertHas(List<String> lines, String line) {
    assertTrue(lines.contains(line), () -> line + "\nis not in\n" + String.join("\n", lines));
  }

  private static JsonNode json(Path image) {
    return JsonMapper.shared().readTree(run("inspect", "--json", image.toString()).output());
  }

  private static Program.Result run(String... arguments) {
    Program.Result result = Program.run(new ArrayList<>(List.of(arguments)));
    assertEquals(ExitCode.DONE, result.exitCode(), result.errors());
    return result;
  }
}
