package io.longshore.collection.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.plan.ImageOrigin.Container;
import io.longshore.oci.layout.LayoutLocation;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageOriginTest {
  @ParameterizedTest
  @ValueSource(strings = {"bids/app:1", "docker://bids/app:1", "oci:docker://bids/app:1"})
  void aReferenceMeansARegistryHoweverItIsSpelled(String text) {
    ImageOrigin origin = ImageOrigin.parse(text);
    assertInstanceOf(ImageOrigin.Registry.class, origin);
    assertEquals("bids/app:1", origin.recorded());
  }

  @ParameterizedTest
  @CsvSource({
    "oci:some/layout, LAYOUT, some/layout, , oci:layout",
    "oci:/abs/layout/:1.0, LAYOUT, /abs/layout/, 1.0, oci:layout:1.0",
    "oci-archive:x.tar, OCI_ARCHIVE, x.tar, , oci-archive:x.tar",
    "docker-archive:a/x.tar:bids/app:1, DOCKER_ARCHIVE, a/x.tar, bids/app:1,"
        + " docker-archive:x.tar:bids/app:1"
  })
  void aPathIsReadButOnlyItsLastNameRecorded(
      String text, Container container, Path path, String image, String recorded) {
    ImageOrigin origin = ImageOrigin.parse(text);
    assertEquals(
        new ImageOrigin.Local(
            container, new LayoutLocation(path, Optional.ofNullable(image), Optional.empty())),
        origin);
    assertEquals(recorded, origin.recorded());
  }

  @ParameterizedTest
  @CsvSource({
    "docker-daemon:tool:1, docker save -o image.tar NAME",
    "containers-storage:tool:1, podman save -o image.tar NAME",
    "library://lab/tool:1, apptainer pull",
    "oras://ghcr.io/lab/tool:1, apptainer pull",
    "shub://lab/tool, closed in 2021",
    "https://example.org/tool.tar, oci-archive:FILE",
    "doker://lab/tool, those there are: docker://NAME"
  })
  void ofAnotherPlaceItIsSaidWhatThatIsAndWhatToDo(String text, String words) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> ImageOrigin.parse(text)).getMessage();
    assertTrue(message.startsWith("'" + text + "' "), message);
    assertTrue(message.contains(words), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shub://a/b",
        "docker-daemon://x",
        "oci:",
        "oci-archive::1",
        "lab/Tool",
        "docker-daemon:a:1",
        ""
      })
  void anythingElseIsRefusedInWordsThatQuoteIt(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> ImageOrigin.parse(text)).getMessage();
    assertTrue(message.contains("'" + text), message);
  }
}
