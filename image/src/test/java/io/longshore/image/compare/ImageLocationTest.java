package io.longshore.image.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageLocationTest {
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
    String link = folder.resolve("b:1.sif").toString();
    Files.createSymbolicLink(Path.of(link), Path.of("nowhere"));
    assertParsed(link, link, Optional.empty());
  }

  private static void assertParsed(String text, String path, Optional<String> tag) {
    assertEquals(new ImageLocation(Path.of(path), tag), ImageLocation.parse(text));
  }
}
