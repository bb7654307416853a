package io.longshore.cli;

import static io.longshore.cli.HostileLayout.gzip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.cli.session.ExitCode;
import io.longshore.sif.SifFile;
import io.longshore.squashfs.Inode;
import io.longshore.squashfs.SquashfsReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Images that ask for much, in a program with little memory: honest ones are built, others are
 * refused with the limit and how to raise it.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DemandingImagesTest {
  private static final String HEAP = "-Xmx128m";
  private static final long ZEROS = 400L << 20;

  @TempDir Path folder;

  @Test
  void aHundredThousandFilesInOneDirectoryAreBuilt() throws Exception {
    RawTar tar = new RawTar();
    for (int i = 0; i < 100_000; i++) {
      tar.file("d/file-%06d".formatted(i), Integer.toString(i));
    }
    Map<String, Long> sizes = sizesIn(build("-Xmx256m", tar.finished()));
    assertEquals(100_000, sizes.keySet().stream().filter(p -> p.startsWith("d/file-")).count());
    assertEquals(5, sizes.get("d/file-099999"));
  }

  @Test
  void aSparseFileOfFiveGigabytesIsBuiltAndStaysSmall() throws Exception {
    long size = 5L << 30;
    byte[] tar =
        new RawTar().pax("GNU.sparse.size", Long.toString(size)).file("hole", "").finished();
    Path sif = build(HEAP, tar);
    assertEquals(size, sizesIn(sif).get("hole"));
    assertTrue(Files.size(sif) < 1 << 20, "a SIF of " + Files.size(sif) + " bytes");
  }

  @Test
  void manyHeadersOfOneFileTakeNoMemory() throws Exception {
    RawTar tar = new RawTar();
    for (int i = 0; i < 300_000; i++) {
      tar.file("f", "");
    }
    assertEquals(0, sizesIn(build("-Xmx64m", tar.finished())).get("f"));
    String message = refused(tar.finished(), Map.of("LONGSHORE_MAX_ENTRIES", "1000"));
    assertTrue(message.contains("has more than 1000 entries"), message);
    assertTrue(message.contains("LONGSHORE_MAX_ENTRIES=4000"), message);
  }

  @Test
  void pathsThatStandForMillionsOfDirectoriesAreRefused() throws Exception {
    RawTar tar = new RawTar();
    for (int i = 0; i < 1000; i++) {
      tar.pax("path", i + "/d".repeat(2000)).file("f", "");
    }
    String message = refused(tar.finished(), Map.of());
    assertTrue(message.contains("holds more files"), message);
    assertTrue(message.contains("LONGSHORE_HEAP="), message);
  }

  @Test
  void extendedAttributesThatFillTheMemoryAreRefused() throws Exception {
    RawTar tar = new RawTar();
    for (int i = 0; i < 70; i++) {
      tar.pax("SCHILY.xattr.user.a" + i, "x".repeat(1_000_000)).file("f" + i, "");
    }
    String message = refused("-Xmx64m", tar.finished(), Map.of());
    assertTrue(message.contains("LONGSHORE_HEAP="), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip -1", "zstd -q -1", "zstd -q -1 --ultra --long=27"})
  void whatUnpacksToTooMuchIsRefused(String compressor) throws Exception {
    byte[] header = new RawTar().header("zeros", '0', ZEROS, "").unfinished();
    byte[] bomb = shell("(cat; head -c " + ZEROS + " /dev/zero) | " + compressor, header);
    String message = refused(bomb, Map.of("LONGSHORE_MAX_UNPACKED", "300M"));
    assertTrue(message.contains("unpacks to more than 314572800 bytes"), message);
    assertTrue(message.contains("LONGSHORE_MAX_UNPACKED="), message);
  }

  @Test
  void aBombInABombIsNoTar() throws Exception {
    byte[] bomb = gzip(shell("head -c " + ZEROS + " /dev/zero | gzip -1", new byte[0]));
    assertTrue(refused(bomb, Map.of()).contains("no tar header"));
  }

  @Test
  void gigabytesOfExtensionHeadersAreRefused() throws Exception {
    RawTar megabyte = new RawTar();
    for (int i = 0; i < 2048; i++) {
      megabyte.entry("pax", 'x', "");
    }
    byte[] bomb =
        shell(
            "cat > headers; i=0; while [ $i -lt 400 ]; do cat headers; i=$((i + 1)); done | gzip -1",
            megabyte.unfinished());
    String message = refused(bomb, Map.of("LONGSHORE_MAX_UNPACKED", "300M"));
    assertTrue(message.contains("unpacks to more than 314572800 bytes"), message);
  }

  private Path build(String heap, byte[] tar) throws Exception {
    Path layout = new HostileLayout(folder.resolve("image.oci")).layer(gzip(tar), tar).finish();
    Path sif = folder.resolve("x.sif");
    Ended ended = run(heap, Map.of(), "build", sif.toString(), layout.toString());
    assertEquals(0, ended.exitCode(), ended.errors());
    return sif;
  }

  private String refused(byte[] blob, Map<String, String> environment) throws Exception {
    return refused(HEAP, blob, environment);
  }

  private String refused(String heap, byte[] blob, Map<String, String> environment)
      throws Exception {
    Path layout = new HostileLayout(folder.resolve("image.oci")).layer(blob, blob).finish();
    Path place = Files.createDirectory(folder.resolve("place"));
    Path sif = place.resolve("x.sif");
    Ended ended = run(heap, environment, "build", sif.toString(), layout.toString());
    assertEquals(ExitCode.WORK_FAILED, ended.exitCode(), ended.errors());
    assertTrue(ended.errors().contains("\n  next: "), ended.errors());
    assertFalse(ended.errors().contains("\tat "), ended.errors());
    try (Stream<Path> left = Files.list(place)) {
      assertEquals(List.of(), left.toList());
    }
    return ended.errors();
  }

  private record Ended(int exitCode, String errors) {}

  private Ended run(String heap, Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:+UseParallelGC",
                "-XX:ParallelGCThreads=2",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), output);
  }

  private byte[] shell(String script, byte[] input) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-euc", script)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input);
    }
    byte[] output = process.getInputStream().readAllBytes();
    assertEquals(0, process.waitFor(), script);
    return output;
  }

  private static Map<String, Long> sizesIn(Path sif) throws IOException {
    Map<String, Long> sizes = new HashMap<>();
    try (FileChannel channel = FileChannel.open(sif)) {
      long start = SifFile.open(channel).primaryPartition().orElseThrow().offset();
      SquashfsReader.open(channel, start)
          .walk(
              (path, inode) -> {
                if (inode instanceof Inode.FileInode file) {
                  sizes.put(new String(path, UTF_8), file.size());
                }
              });
    }
    return sizes;
  }
}
