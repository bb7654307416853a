package io.longshore.image.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.squashfs.Attributes;
import io.longshore.squashfs.Compression;
import io.longshore.squashfs.Directory;
import io.longshore.squashfs.Node;
import io.longshore.squashfs.SquashfsOptions;
import io.longshore.squashfs.SquashfsReader;
import io.longshore.squashfs.SquashfsWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeFilesReaderTest {
  private static final Attributes PLAIN = new Attributes(0755, 0, 0, 0);

  @TempDir Path folder;

  /** An image of few bytes in which so many scripts are names of one file of zeros. */
  private RuntimeFacts factsOf(int scripts, int bytes) throws IOException {
    Path image = folder.resolve("image");
    try (FileChannel channel =
            FileChannel.open(
                image,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        SquashfsWriter writer =
            new SquashfsWriter(
                channel, 0, new SquashfsOptions(new Compression.Gzip(), 131072, 2))) {
      Node.RegularFile file =
          new Node.RegularFile(
              PLAIN, writer.write(new ByteArrayInputStream(new byte[bytes]), bytes));
      Directory.Builder environment = Directory.builder(PLAIN);
      for (int i = 0; i < scripts; i++) {
        environment.add(i + ".sh", file);
      }
      Directory runtime = Directory.builder(PLAIN).add("env", environment.build()).build();
      writer.finish(Directory.builder(PLAIN).add(".singularity.d", runtime).build(), 0);
    }
    assertTrue(Files.size(image) < 10_000);
    try (FileChannel channel = FileChannel.open(image)) {
      return new RuntimeFilesReader(SquashfsReader.open(channel, 0)).runtime();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 200})
  void howMuchIsReadDoesNotDependOnTheNumberOfScripts(int scripts) throws IOException {
    assertEquals(
        16 << 20,
        factsOf(scripts, 1 << 20).environmentScripts().values().stream()
            .mapToInt(String::length)
            .sum());
  }

  @Test
  void usualScriptsAreAllRead() throws IOException {
    assertEquals(100, factsOf(100, 1000).environmentScripts().size());
  }
}
