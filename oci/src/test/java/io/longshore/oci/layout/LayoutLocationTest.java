package io.longshore.oci.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.longshore.ground.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutLocationTest {
  @TempDir Path folder;

  @Test
  void tagsAndTheLayoutPrefixAreToldFromPaths() {
    assertParsed("x/image.sif", "x/image.sif", Optional.empty());
    assertParsed("x/image.oci:1.2", "x/image.oci", Optional.of("1.2"));
    assertParsed("oci:x/image.oci", "x/image.oci", Optional.empty());
    assertParsed("oci:x/image.oci:1.2", "x/image.oci", Optional.of("1.2"));
    assertParsed("oci:x/image.oci:", "x/image.oci", Optional.empty());
    assertParsed("a:b/image.sif", "a:b/image.sif", Optional.empty());
  }

  @Test
  void aColonInANameThatIsThereIsOfTheName() throws IOException {
    String file = Files.createFile(folder.resolve("a:1.sif")).toString();
    assertParsed(file, file, Optional.empty());
    assertParsed("oci:" + file, file, Optional.empty());
    assertParsed(file + ":2", file, Optional.of("2"));
    assertParsed(file + ":lab/tool:2", file, Optional.of("lab/tool:2"));
    String link = folder.resolve("b:1.sif").toString();
    Files.createSymbolicLink(Path.of(link), Path.of("nowhere"));
    assertParsed(link, link, Optional.empty());
  }

  @Test
  void behindAPrefixNamesMayHaveSlashes() {
    assertParsed("oci:x:lab/tool:2", "x", Optional.of("lab/tool:2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "oci:x", "x:1", "oci:x:1", "oci:x:lab/tool:1"})
  void aDigestMayFollow(String text) {
    Digest digest = Digest.of(new byte[0]);
    LayoutLocation without = LayoutLocation.parse(text);
    assertEquals(
        new LayoutLocation(without.path(), without.name(), Optional.of(digest)),
        LayoutLocation.parse(text + "@" + digest));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "oci:", ":1", "x@sha256:12", "@sha256:12"})
  void whatNamesNoLayoutIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> LayoutLocation.parse(text));
  }

  private static void assertParsed(String text, String path, Optional<String> tag) {
    assertEquals(
        new LayoutLocation(Path.of(path), tag, Optional.empty()), LayoutLocation.parse(text));
  }
}
