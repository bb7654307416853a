package io.longshore.benchmark.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.benchmark.process.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerWriterTest {
  @TempDir Path folder;

  @Test
  void gnuTarUnpacksASparseFileAsItWasMeant() throws IOException {
    byte[] data = "data in the middle".getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("layer");
    try (LayerWriter layer = new LayerWriter(file)) {
      layer.sparseFile("a.raw", 3_000_000, new TreeMap<>(Map.of(1_000_000L, data)));
      layer.file("after", data);
      layer.finish();
    }
    Program.in(folder).run(List.of("tar", "-xzf", file.toString()));

    byte[] expected = new byte[3_000_000];
    System.arraycopy(data, 0, expected, 1_000_000, data.length);
    assertArrayEquals(expected, Files.readAllBytes(folder.resolve("a.raw")));
    assertArrayEquals(data, Files.readAllBytes(folder.resolve("after")));
  }

  @Test
  void equalCallsGiveEqualBytes() throws IOException {
    assertEquals(small("one").descriptor(), small("two").descriptor());
  }

  private WrittenLayer small(String name) throws IOException {
    try (LayerWriter layer = new LayerWriter(folder.resolve(name))) {
      layer.directory("usr");
      layer.symbolicLink("bin", "usr/bin");
      layer.file("usr/file", new byte[] {1, 2, 3});
      return layer.finish();
    }
  }

  /** Around where the length gets a digit more because of its own digits. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5, 6, 93, 94, 95, 96, 991, 992, 993, 994})
  void aPaxRecordBeginsWithItsOwnLength(int valueLength) {
    char[] value = new char[valueLength];
    Arrays.fill(value, 'v');
    byte[] record = LayerWriter.paxRecords(Map.of("n", new String(value)));

    String text = new String(record, StandardCharsets.UTF_8);
    assertEquals(record.length, Integer.parseInt(text.substring(0, text.indexOf(' '))));
  }
}
