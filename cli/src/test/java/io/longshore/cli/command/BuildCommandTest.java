package io.longshore.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.cli.Program;
import io.longshore.cli.session.ExitCode;
import io.longshore.ground.Digest;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.TarLayer;
import io.longshore.oci.layout.LayoutAnnotations;
import io.longshore.sif.SifFile;
import io.longshore.squashfs.CompressionType;
import io.longshore.squashfs.SquashfsReader;
import io.longshore.squashfs.Superblock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BuildCommandTest {
  private static final Map<String, String> ZSTD_AT_19 =
      Map.of(LayoutAnnotations.COMPRESSION, "zstd", LayoutAnnotations.LEVEL, "19");

  @TempDir Path folder;

  @Test
  void theProfileIsWhatTheLayoutSays() throws IOException {
    build(layout(ZSTD_AT_19));

    assertEquals(CompressionType.ZSTD, superblock().compression());
    assertEquals(131072, superblock().blockSize());
  }

  @Test
  void optionsOverrideTheLayout() throws IOException {
    build(layout(ZSTD_AT_19), "--compression", "gzip", "--block-size", "16KiB");

    assertEquals(CompressionType.GZIP, superblock().compression());
    assertEquals(16384, superblock().blockSize());
  }

  @Test
  void aBlockSizeAloneLeavesTheCompressor() throws IOException {
    build(layout(ZSTD_AT_19), "--block-size", "1M");

    assertEquals(CompressionType.ZSTD, superblock().compression());
    assertEquals(1 << 20, superblock().blockSize());
  }

  @Test
  void theProfileAskedForGivesTheBytesOfTheProfileAnnotated() throws IOException {
    Digest annotated = build(layout(ZSTD_AT_19));
    Digest asked = build(layout(Map.of()), "--compression", "zstd:19");

    assertEquals(annotated, asked);
  }

  @Test
  void theNumberOfThreadsDoesNotChangeTheBytes() throws IOException {
    Path layout = layout(Map.of());

    assertEquals(build(layout, "--threads", "1"), build(layout, "--threads", "5"));
  }

  @Test
  void theDigestOfTheFileIsToldToThoseWhoAsk() throws IOException {
    String layout = layout(Map.of()).toString();

    String plain = Program.run(List.of("build", sif(), layout)).errors();
    String asked = Program.run(List.of("build", "--digest", sif(), layout)).errors();
    String program = Program.run(List.of("--json", "build", sif(), layout)).output();

    String digest = Digest.of(Files.readAllBytes(Path.of(sif()))).toString();
    assertFalse(plain.contains("sha256:"), plain);
    assertTrue(asked.contains(", " + digest + ", "), asked);
    assertTrue(program.contains("\"digest\":\"" + digest + "\""), program);
  }

  @Test
  void checkTellsThatTheFileIsWhatTheLayoutGives() throws IOException {
    Path layout = layout(Map.of());
    Digest built = build(layout);

    Program.Result result = check(layout);

    assertEquals(ExitCode.DONE, result.exitCode(), result.errors());
    assertEquals(sif() + " is what " + layout + " gives: " + built + "\n", result.output());
  }

  @Test
  void checkTellsWhatDiffersAndHowToRepeatItInTheFilesProfile() throws IOException {
    build(layout(ZSTD_AT_19), "--block-size", "1M");
    Path layout = layout(Map.of());

    Program.Result result = check(layout);

    assertEquals(ExitCode.WORK_FAILED, result.exitCode());
    assertTrue(
        result
            .output()
            .contains("  root file system: compression: zstd in the file, gzip from the layout\n"),
        result.output());
    assertTrue(result.output().contains("hold the same files"), result.output());
    String repeated = "--compression zstd:19 --block-size 1048576";
    assertTrue(
        result.output().contains("next: longshore build --check " + repeated + " " + sif()),
        result.output());
    assertEquals(
        ExitCode.DONE, check(layout, repeated.split(" ")).exitCode(), "the command it names");
  }

  @Test
  void checkTellsProgramsOneObjectALine() throws IOException {
    build(layout(ZSTD_AT_19));

    Program.Result result = check(layout(Map.of()), "--json");

    List<JsonNode> lines = result.output().lines().map(JsonMapper.shared()::readTree).toList();
    JsonNode last = lines.getLast();
    assertEquals("checked", last.path("event").asString());
    assertFalse(last.path("equal").asBoolean());
    assertTrue(last.path("same_tree").asBoolean());
    assertEquals(lines.size() - 1, last.path("differences").asInt());
    assertEquals("check_difference", lines.getFirst().path("event").asString());
  }

  @Test
  void checkTellsNoMoreDifferencesThanAskedFor() throws IOException {
    build(layout(ZSTD_AT_19));

    Program.Result result = check(layout(Map.of()), "--differences", "1");

    assertTrue(result.output().contains(" more (--differences N"), result.output());
    assertEquals(
        1, result.output().lines().filter(line -> line.contains(" in the file, ")).count());
  }

  @Test
  void checkNeedsAFile() throws IOException {
    Program.Result result = check(layout(Map.of()));

    assertEquals(ExitCode.USAGE, result.exitCode());
    assertTrue(result.errors().contains("there is no file " + sif() + " to check"));
  }

  @Test
  void checkOfWhatIsNoSifIsRefused() throws IOException {
    Files.writeString(Path.of(sif()), "hello");

    Program.Result result = check(layout(Map.of()));

    assertEquals(ExitCode.WORK_FAILED, result.exitCode());
    assertTrue(result.errors().contains("malformed SIF"), result.errors());
  }

  @ParameterizedTest
  @CsvSource({
    "--compression,xz,'the compressors are gzip and zstd'",
    "--compression,zstd:30,'zstd level must be 1 to 22, not 30'",
    "--compression,gzip:x,'the level of gzip is a number'",
    "--block-size,100K,'''100K'' is not one of 4K, 8K'",
    "--block-size,128kB,'''128kB'' is not one of 4K'",
    "--block-size,2M,'''2M'' is not one of 4K'",
    "--differences,-1,'--differences is a number from 0, not -1'",
    "--threads,0,'--threads is at least 1, not 0'",
    "--threads,many,'''many'' is not a whole number'"
  })
  void valuesThatMakeNoSenseAreWrongUsage(String option, String value, String message)
      throws IOException {
    Program.Result result =
        Program.run(List.of("build", option, value, sif(), layout(Map.of()).toString()));

    assertEquals(ExitCode.USAGE, result.exitCode());
    assertTrue(result.errors().contains(message), result.errors());
    assertTrue(result.errors().contains("next: longshore build --help"), result.errors());
    assertTrue(Files.notExists(Path.of(sif())));
  }

  private Program.Result check(Path layout, String... options) {
    List<String> arguments = new ArrayList<>(List.of("build", "--check"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of(sif(), layout.toString()));
    return Program.run(arguments);
  }

  private String sif() {
    return folder.resolve("x.sif").toString();
  }

  private Path layout(Map<String, String> annotations) throws IOException {
    byte[] tar = TarLayer.create().file("a", 0644, "line\n".repeat(100_000)).toBytes();
    return ImageMaker.create()
        .plainLayer(tar)
        .make()
        .writeLayout(Files.createTempDirectory(folder, "layout"), annotations);
  }

  private Digest build(Path layout, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("build", "-q"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of(sif(), layout.toString()));
    Program.Result result = Program.run(arguments);
    assertEquals(ExitCode.DONE, result.exitCode(), result.errors());
    return Digest.of(Files.readAllBytes(Path.of(sif())));
  }

  private Superblock superblock() throws IOException {
    try (FileChannel channel = FileChannel.open(Path.of(sif()));
        SifFile opened = SifFile.open(channel)) {
      return SquashfsReader.open(channel, opened.primaryPartition().orElseThrow().offset())
          .superblock();
    }
  }
}
