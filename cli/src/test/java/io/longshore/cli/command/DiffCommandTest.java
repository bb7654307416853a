package io.longshore.cli.command;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.cli.Program;
import io.longshore.cli.session.ExitCode;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.TarLayer;
import io.longshore.oci.Platform;
import io.longshore.oci.layout.LayoutAnnotations;
import io.longshore.sif.SifFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class DiffCommandTest {
  @TempDir Path folder;
  private Path layout;
  private Path sif;

  @BeforeEach
  void build() throws IOException {
    layout =
        image("1")
            .writeLayout(
                folder.resolve("image.oci"), Map.of(LayoutAnnotations.DIRECTORIES, "/ihome"));
    sif = folder.resolve("x.sif");
    assertEquals(0, run("build", "-q", sif.toString(), layout.toString()).exitCode());
  }

  private static MadeImage image(String content) {
    return ImageMaker.create()
        .plainLayer(
            TarLayer.create()
                .file("opt/a", 0644, content)
                .file("opt/\u001b[31m", 0644, "escape")
                .hardLink("opt/hard", "opt/a")
                .toBytes())
        .make();
  }

  @Test
  void theSameFilesInEveryFormAreEqual() throws IOException {
    Path squashfs = squashfs(folder.resolve("x.squashfs"), "");
    Path old = squashfs(folder.resolve("x.simg"), "#!/usr/bin/env run-singularity\n");
    for (String other :
        List.of(
            sif.toString(),
            layout.toString(),
            "oci:" + layout,
            squashfs.toString(),
            old.toString())) {
      Program.Result result = run("diff", "--times", sif.toString(), other);
      assertEquals(0, result.exitCode(), result.output() + result.errors());
      assertTrue(result.output().contains("the same files\n"), result.output());
    }
    assertTrue(
        run("diff", old.toString(), sif.toString()).output().contains("squashfs of Singularity 2"));
  }

  @Test
  void theDirectoriesOfARecipeAreLeftOutAndSaid() throws IOException {
    Path plain = image("1").writeLayout(folder.resolve("plain.oci"), Map.of());

    Program.Result result = run("diff", sif.toString(), plain.toString());

    assertEquals(0, result.exitCode(), result.output());
    assertTrue(result.output().contains(" /ihome"), result.output());
    assertTrue(result.output().contains("not compared: times"), result.output());
  }

  @Test
  void differencesAreToldUpToTheLimitAndExitCodeIsOne() throws IOException {
    Path other =
        ImageMaker.create()
            .plainLayer(
                TarLayer.create()
                    .file("opt/a", 0600, "22")
                    .file("opt/b", 0644, "1")
                    .file("opt/c", 0644, "1")
                    .toBytes())
            .make()
            .writeLayout(folder.resolve("other.oci"), Map.of());

    Program.Result result = run("diff", "--differences", "4", sif.toString(), other.toString());

    assertEquals(1, result.exitCode());
    List<String> lines = result.output().lines().map(String::strip).toList();
    assertTrue(
        lines.contains("only in OLD   /opt/\\x1b[31m: regular file of 6 bytes"), lines::toString);
    assertTrue(
        lines.contains("differs       /opt/a: mode: 0644 in OLD, 0600 in NEW"), lines::toString);
    assertTrue(
        lines.contains("differs       /opt/a: size: 1 bytes in OLD, 2 bytes in NEW"),
        lines::toString);
    assertTrue(lines.contains("... and 2 more (--differences N shows N)"), lines::toString);
    assertTrue(
        lines.contains("6 differences: 2 only in OLD, 2 only in NEW, 1 of mode, 1 of size"),
        lines::toString);
    assertEquals("", result.errors());
    assertEquals(
        5L,
        run("diff", "--ignore", "modes,owners", sif.toString(), other.toString())
            .output()
            .lines()
            .filter(line -> line.startsWith("  "))
            .count());
  }

  @Test
  void programsGetAnObjectForEachDifferenceAndTheSum() throws IOException {
    Path other = image("2").writeLayout(folder.resolve("other.oci"), Map.of());

    Program.Result result = run("diff", "--json", sif.toString(), other.toString());

    List<JsonNode> events =
        result.output().lines().map(line -> JsonMapper.shared().readTree(line)).toList();
    assertEquals(2, events.size(), result.output());
    assertEquals("/opt/a", events.get(0).path("path").asString());
    assertEquals("content", events.get(0).path("aspect").asString());
    assertEquals("compared", events.get(1).path("event").asString());
    assertEquals(false, events.get(1).path("equal").asBoolean());
    assertEquals(1, events.get(1).path("aspects").path("content").asInt());
    assertEquals("times", events.get(1).path("not_compared").path(0).asString());
    assertEquals("", run("diff", "-q", sif.toString(), other.toString()).output());
  }

  @Test
  void aPlatformIsChosen() throws IOException {
    Path both = folder.resolve("both.oci");
    image("1").writeLayout(both, Map.of());
    MadeImage arm =
        ImageMaker.create()
            .platform(new Platform("linux", "arm64", ""))
            .plainLayer(TarLayer.create().file("opt/a", 0644, "arm").toBytes())
            .make();
    arm.writeLayout(folder.resolve("arm.oci"), Map.of());
    join(both, folder.resolve("arm.oci"));

    assertEquals(0, run("diff", sif.toString(), both.toString()).exitCode());
    assertEquals(
        1, run("diff", "--platform", "linux/arm64", sif.toString(), both.toString()).exitCode());
    assertTrue(
        run("inspect", "--platform", "linux/arm64", both.toString())
            .output()
            .contains(arm.digest().toString()));
    assertTrue(run("inspect", both.toString()).output().contains(image("1").digest().toString()));
    Program.Result none = run("inspect", "--platform", "linux/s390x", both.toString());
    assertEquals(1, none.exitCode());
    assertTrue(none.errors().contains("linux/arm64"), none.errors());
  }

  @Test
  void whatCannotBeReadIsSaidWithTheNextStep() throws IOException {
    byte[] ext = new byte[4096];
    byte[] launch = "#!/usr/bin/env run-singularity\n".getBytes(US_ASCII);
    System.arraycopy(launch, 0, ext, 0, launch.length);
    ext[launch.length + 1080] = 0x53;
    ext[launch.length + 1081] = (byte) 0xef;
    Path old = Files.write(folder.resolve("old.img"), ext);
    assertRefused(old.toString(), "ext3 file system", "apptainer build converted.sif " + old);
    Path link = Files.createSymbolicLink(folder.resolve("annexed.sif"), Path.of("nowhere"));
    assertMissing(link.toString(), "is a link to what is not here", "datalad get " + link);
    Path pointer =
        Files.writeString(folder.resolve("unlocked.sif"), "/annex/objects/MD5E-s1--00.sif\n");
    assertMissing(pointer.toString(), "content is not here", "git annex get " + pointer);
    assertMissing(folder.resolve("none").toString(), "is not there", "name a SIF");
    assertMissing(layout + ":1.0", "has no image '1.0'", "leave out the tag");
    assertMissing(sif + ":1.0", "is no folder", "name a SIF");
    Path text = Files.writeString(folder.resolve("text"), "hello");
    assertRefused(text.toString(), "is neither a SIF nor a squashfs", "file -L");
  }

  @Test
  void badUsageIsExitCodeTwo() {
    assertEquals(2, run("diff", sif.toString()).exitCode());
    assertEquals(2, run("diff", "--differences", "-1", sif.toString(), sif.toString()).exitCode());
    Program.Result ignore = run("diff", "--ignore", "names", sif.toString(), sif.toString());
    assertEquals(2, ignore.exitCode());
    assertTrue(ignore.errors().contains("hard-links"), ignore.errors());
  }

  private void assertRefused(String image, String problem, String next) {
    assertEnds(ExitCode.WORK_FAILED, image, problem, next);
  }

  /** What is not there does not differ. */
  private void assertMissing(String image, String problem, String next) {
    assertEnds(ExitCode.USAGE, image, problem, next);
  }

  private void assertEnds(int exitCode, String image, String problem, String next) {
    for (List<String> pair :
        List.of(List.of(sif.toString(), image), List.of(image, sif.toString()))) {
      Program.Result result = run("diff", pair.get(0), pair.get(1));
      assertEquals(exitCode, result.exitCode(), result.errors());
      assertTrue(result.errors().contains(problem), result.errors());
      assertTrue(result.errors().lines().toList().getLast().contains(next), result.errors());
    }
  }

  private Path squashfs(Path file, String before) throws IOException {
    try (SifFile opened = SifFile.open(sif);
        InputStream content = opened.contentOf(opened.primaryPartition().orElseThrow());
        OutputStream out = Files.newOutputStream(file)) {
      out.write(before.getBytes(US_ASCII));
      content.transferTo(out);
    }
    return file;
  }

  /** Puts the images of one layout into another. */
  private static void join(Path into, Path from) throws IOException {
    try (var blobs = Files.list(from.resolve("blobs/sha256"))) {
      for (Path blob : blobs.toList()) {
        Path copy = into.resolve("blobs/sha256").resolve(blob.getFileName());
        if (!Files.exists(copy)) {
          Files.copy(blob, copy);
        }
      }
    }
    var index =
        (ObjectNode) JsonMapper.shared().readTree(Files.readAllBytes(into.resolve("index.json")));
    index
        .withArray("manifests")
        .add(
            JsonMapper.shared()
                .readTree(Files.readAllBytes(from.resolve("index.json")))
                .path("manifests")
                .path(0));
    Files.writeString(into.resolve("index.json"), index.toString());
  }

  private static Program.Result run(String... arguments) {
    return Program.run(List.of(arguments));
  }
}
