package io.longshore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.TarLayer;
import io.longshore.oci.Digest;
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

  @ParameterizedTest
  @CsvSource({
    "--compression,xz,'the compressors are gzip and zstd'",
    "--compression,zstd:30,'zstd level must be 1 to 22, not 30'",
    "--compression,gzip:x,'the level of gzip is a number'",
    "--block-size,100K,'''100K'' is not one of 4K, 8K'",
    "--block-size,128kB,'''128kB'' is not one of 4K'",
    "--block-size,2M,'''2M'' is not one of 4K'",
    "--threads,0,'--threads is at least 1, not 0'",
    "--threads,many,'''many'' is not an int'"
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
