package io.longshore.squashfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Without the native library there is no image, and a message that says why. In a JVM of its own.
 */
class CompressorUnavailableTest {
  @TempDir Path folder;

  @Test
  void aFolderTheLibraryCannotBeUnpackedToIsAFailure() throws Exception {
    String missing = folder.resolve("missing").toString();
    for (String[] library :
        new String[][] {{"gzip", "aircompressor.tmpdir"}, {"zstd", "ZstdTempFolder"}}) {
      String message = openWriter(library[0], "-D" + library[1] + "=" + missing);
      assertTrue(message.startsWith("CompressorUnavailableException: the native"), message);
    }
  }

  @Test
  void aDisabledLibraryIsNotReplaced() throws Exception {
    String message = openWriter("gzip", "-Dio.airlift.compress.v3.disable-native=true");
    assertTrue(message.contains("Native library loading is disabled"), message);
  }

  @Test
  void withTheLibraryTheSameProgramWorks() throws Exception {
    for (String compression : List.of("gzip", "zstd")) {
      assertEquals("finished\n", openWriter(compression, "-Dnothing=special"));
    }
  }

  private String openWriter(String compression, String property)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add(property);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.add(compression);
    command.add(folder.resolve("image").toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), output);
    assertFalse(Files.exists(folder.resolve("missing")));
    return output;
  }

  /** Prints what came of opening a writer. */
  static final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException {
      Compression compression =
          arguments[0].equals("gzip") ? new Compression.Gzip() : new Compression.Zstd();
      SquashfsOptions options = new SquashfsOptions(compression, 4096, 2);
      try (FileChannel channel = Images.create(Path.of(arguments[1]));
          SquashfsWriter writer = new SquashfsWriter(channel, 0, options)) {
        writer.finish(Directory.builder(Images.PLAIN).build(), 0);
        System.out.println("finished");
      } catch (CompressorUnavailableException e) {
        System.out.println("CompressorUnavailableException: " + e.getMessage());
      }
    }
  }
}
