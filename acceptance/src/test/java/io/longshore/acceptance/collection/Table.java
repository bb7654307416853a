package io.longshore.acceptance.collection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tab-separated facts of the real collection, kept beside the tests. */
final class Table {
  private Table() {}

  static List<List<String>> rows(String file) {
    try (InputStream in = Table.class.getResourceAsStream("/collection/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> List.of(line.split("\t", -1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
