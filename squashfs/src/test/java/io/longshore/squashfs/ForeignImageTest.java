package io.longshore.squashfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images made by mksquashfs can be read, whatever its options. */
class ForeignImageTest {
  @TempDir Path folder;
  private Path source;
  private Path image;

  @BeforeEach
  void makeAFolder() throws Exception {
    source = Files.createDirectories(folder.resolve("source"));
    image = folder.resolve("image");
    for (int i = 0; i < 100; i++) {
      Files.write(source.resolve("text" + i), Images.text(i * 150, i));
    }
    Files.write(source.resolve("large"), Images.text(700_000, 1));
    Files.write(source.resolve("noise"), Images.noise(200_000, 1));
    Files.write(source.resolve("zeros"), new byte[400_000]);
    Files.createLink(source.resolve("hard"), source.resolve("large"));
    Files.createSymbolicLink(source.resolve("soft"), Path.of("large"));
    Files.createDirectories(source.resolve("empty/deeper"));
    Tool.run("mknod", source + "/device", "c", "300", "70000");
    Tool.run("mkfifo", source + "/fifo");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-comp gzip",
        "-comp gzip -Xcompression-level 1 -Xwindow-size 10 -Xstrategy filtered",
        "-comp zstd",
        "-comp gzip -b 4096 -always-use-fragments",
        "-comp gzip -b 1M -no-fragments",
        "-comp gzip -noI -noD -noF -noX",
        "-comp zstd -no-exports -no-duplicates -no-sparse -no-xattrs",
        "-comp gzip -nopad -noId",
      })
  void whateverItsOptions(String options) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("mksquashfs", source.toString(), image.toString()));
    command.addAll(List.of(options.split(" ")));
    command.addAll(List.of("-quiet", "-no-progress"));
    Tool.run(command.toArray(String[]::new));
    SortedMap<String, String> expected = Listing.of(source);
    assertTrue(expected.size() > 100);
    assertEquals(expected, Images.describe(image));
  }

  @Test
  void extendedAttributesWithSharedValues() throws Exception {
    // In sets that differ mksquashfs stores an equal value once, and a reference elsewhere.
    String value = "v".repeat(1_000);
    for (String name : List.of("text1", "text2", "text3")) {
      Tool.run("setfattr", "-n", "user.shared", "-v", value, source.resolve(name).toString());
      Tool.run("setfattr", "-n", "user." + name, "-v", name, source.resolve(name).toString());
    }
    Tool.run("mksquashfs", source.toString(), image.toString(), "-quiet", "-no-progress");
    List<String> seen = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(image)) {
      SquashfsReader reader = SquashfsReader.open(channel, 0);
      reader.walk(
          (path, inode) -> {
            SortedMap<String, byte[]> set = inode.attributes().extendedAttributes();
            if (set.containsKey("user.shared")) {
              String name = new String(path, UTF_8);
              assertEquals(value, new String(set.get("user.shared"), UTF_8));
              assertEquals(name, new String(set.get("user." + name), UTF_8));
              seen.add(name);
            }
          });
    }
    assertEquals(List.of("text1", "text2", "text3"), seen);
  }

  @Test
  void anEmptyFolder() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Tool.run("mksquashfs", empty.toString(), image.toString(), "-quiet", "-no-progress");
    assertEquals(Listing.of(empty), Images.describe(image));
  }

  @ParameterizedTest
  @ValueSource(strings = {"xz", "lz4", "lzo"})
  void otherCompressorsAreNamedAndRefused(String compressor) throws Exception {
    Tool.run(
        "mksquashfs",
        source.toString(),
        image.toString(),
        "-comp",
        compressor,
        "-quiet",
        "-no-progress");
    IOException e = assertThrows(UnsupportedSquashfsException.class, () -> Images.describe(image));
    assertEquals(
        "the image is compressed with " + compressor + "; only gzip and zstd can be read",
        e.getMessage());
  }
}
