package io.longshore.oci.layout;

import static io.longshore.oci.Failing.assertFails;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureKind;
import io.longshore.oci.BlobSource;
import io.longshore.oci.Descriptor;
import io.longshore.oci.MediaTypes;
import io.longshore.oci.TalliedBlobSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptLayoutTest {
  private static final byte[] LAYER = "the bytes of a layer".getBytes(UTF_8);
  private static final Descriptor DESCRIPTOR =
      new Descriptor(MediaTypes.OCI_LAYER_TAR, Digest.of(LAYER), LAYER.length);
  private static final Map<String, byte[]> DOCUMENTS =
      Map.of(LayoutPaths.INDEX, "{}".getBytes(UTF_8));
  private static final BlobSource REGISTRY = _ -> new ByteArrayInputStream(LAYER);

  @TempDir Path folder;

  private final TalliedBlobSource registry = new TalliedBlobSource(REGISTRY);

  private Path target() {
    return folder.resolve("kept");
  }

  @Test
  void whatWasReadIsALayoutOnceItIsPublished() throws IOException {
    try (KeptLayout kept = KeptLayout.beside(target(), registry)) {
      readAll(kept);
      assertEquals(1, namesInFolder(), "what is pending");
      assertTrue(Files.notExists(target()));
      kept.publish(DOCUMENTS, List.of(DESCRIPTOR));
    }

    assertArrayEquals(LAYER, Files.readAllBytes(LayoutPaths.blob(target(), DESCRIPTOR.digest())));
    assertTrue(Files.exists(target().resolve(LayoutPaths.INDEX)));
    assertEquals(1, namesInFolder());
  }

  @Test
  void whatIsReadAgainComesFromThere() throws IOException {
    try (KeptLayout kept = KeptLayout.beside(target(), registry)) {
      readAll(kept);
      readAll(kept);
    }

    assertEquals(LAYER.length, registry.read());
    assertEquals(0, registry.readAgain());
  }

  @Test
  void whatIsReadTwiceAtOnceIsKeptOnce() throws IOException {
    try (KeptLayout kept = KeptLayout.beside(target(), registry)) {
      try (InputStream first = kept.open(DESCRIPTOR);
          InputStream second = kept.open(DESCRIPTOR)) {
        assertArrayEquals(LAYER, second.readAllBytes());
        assertArrayEquals(LAYER, first.readAllBytes());
      }
      kept.publish(DOCUMENTS, List.of(DESCRIPTOR));
    }

    assertArrayEquals(LAYER, Files.readAllBytes(LayoutPaths.blob(target(), DESCRIPTOR.digest())));
    assertEquals(LAYER.length, registry.readAgain());
  }

  @Test
  void nothingStaysOfWhatIsNotPublished() throws IOException {
    try (KeptLayout kept = KeptLayout.beside(target(), registry)) {
      readAll(kept);
    }

    assertEquals(0, namesInFolder());
  }

  @Test
  void whatWasNotReadToItsEndIsBegunAnew() throws IOException {
    try (KeptLayout kept = KeptLayout.beside(target(), registry)) {
      try (InputStream broken = kept.open(DESCRIPTOR)) {
        broken.readNBytes(3);
      }
      assertThrows(IllegalStateException.class, () -> kept.publish(DOCUMENTS, List.of(DESCRIPTOR)));
      readAll(kept);
      kept.publish(DOCUMENTS, List.of(DESCRIPTOR));
    }

    assertArrayEquals(LAYER, Files.readAllBytes(LayoutPaths.blob(target(), DESCRIPTOR.digest())));
  }

  @Test
  void whatHasTheNameMeanwhileStays() throws IOException {
    try (KeptLayout kept = KeptLayout.beside(target(), registry)) {
      readAll(kept);
      Files.writeString(Files.createDirectory(target()).resolve("another's"), "");
      assertTrue(
          assertFails(FailureKind.UNSUPPORTED, () -> kept.publish(DOCUMENTS, List.of(DESCRIPTOR)))
              .getMessage()
              .startsWith(target() + ": is there by now"));
    }

    assertTrue(Files.exists(target().resolve("another's")));
    assertEquals(1, namesInFolder());
  }

  private static void readAll(BlobSource source) throws IOException {
    try (InputStream in = source.open(DESCRIPTOR)) {
      assertArrayEquals(LAYER, in.readAllBytes());
    }
  }

  private long namesInFolder() throws IOException {
    try (Stream<Path> names = Files.list(folder)) {
      return names.count();
    }
  }
}
