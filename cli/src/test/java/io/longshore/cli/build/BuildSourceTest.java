package io.longshore.cli.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.plan.ImageOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuildSourceTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "docker://busybox, docker.io/library/busybox:latest",
    "docker://ghcr.io/lab/tool:1, ghcr.io/lab/tool:1",
    "busybox, docker.io/library/busybox:latest",
    "busybox:1.36, docker.io/library/busybox:1.36",
    "lab/tool:1, docker.io/lab/tool:1",
    "localhost:5000/lab/tool, localhost:5000/lab/tool:latest"
  })
  void aReferenceMeansARegistry(String typed, String reference) {
    BuildSource source = BuildSource.parse(typed);
    assertFalse(source.isPlainFolder());
    assertEquals(
        reference,
        assertInstanceOf(ImageOrigin.Registry.class, source.origin()).reference().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/abs/layout",
        "./layout",
        "../layout",
        "layout/",
        "images-oci/lab/tool--1.oci",
        "tool--1.oci:1.0",
        "image.tar",
        "image.tar.gz",
        "Upper/Case"
      })
  void whatCanOnlyBeAPathIsOne(String typed) {
    assertTrue(BuildSource.parse(typed).isPlainFolder(), typed);
  }

  @Test
  void inAFolderThatIsThereAPathMayBeMistyped() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> BuildSource.parse("src/mistyped:1"))
            .getMessage();
    assertEquals(
        "there is no folder 'src/mistyped'; if an image on a registry is meant, type"
            + " docker://src/mistyped:1",
        message);
  }

  @Test
  void whatIsThereIsAPathAlsoWithATagOrADigestBehindIt() throws IOException {
    Path layout = Files.createDirectory(folder.resolve("layout"));
    for (String typed : new String[] {"", ":1.0", "@sha256:" + "0".repeat(64)}) {
      BuildSource source = BuildSource.parse(layout + typed);
      assertTrue(source.isPlainFolder(), typed);
      assertEquals(
          layout, assertInstanceOf(ImageOrigin.Local.class, source.origin()).location().path());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"oci:layout", "oci-archive:image.tar", "docker-archive:image.tar:x:1"})
  void withAPrefixItIsNoPlainFolder(String typed) {
    BuildSource source = BuildSource.parse(typed);
    assertFalse(source.isPlainFolder());
    assertInstanceOf(ImageOrigin.Local.class, source.origin());
  }

  @ParameterizedTest
  @ValueSource(strings = {"library://a/b", "docker-daemon:a:1", "docker://Upper", "oci:"})
  void whatIsNoneOfTheseIsRefusedInWordsThatQuoteIt(String typed) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> BuildSource.parse(typed)).getMessage();
    assertTrue(message.contains("'"), message);
  }

  @Test
  void whatIsPulledIsOnARegistry() {
    assertEquals(
        "docker.io/library/busybox:latest",
        ((ImageOrigin.Registry) BuildSource.reference("busybox").origin()).reference().toString());
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> BuildSource.reference("oci:layout"))
            .getMessage()
            .contains("longshore build OUT.sif SOURCE"));
  }

  @ParameterizedTest
  @CsvSource({
    "docker://busybox, busybox_latest.sif",
    "busybox:1.36, busybox_1.36.sif",
    "docker://ghcr.io/lab/tool:1.0, tool_1.0.sif",
    "docker://localhost:5000/tool, tool_latest.sif",
    "docker://tool@sha256:0123, tool@sha256_0123.sif",
    "docker://tool:1.0@sha256:0123, tool_1.0@sha256.sif"
  })
  void whatIsPulledIsCalledAsApptainerCallsIt(String typed, String name) {
    assertEquals(name, PulledName.of(typed));
  }
}
