package io.longshore.collection.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.annex.AnnexKey;
import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.annex.KeyLocator;
import io.longshore.dataset.annex.ProvenContent.BadContent;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.BlobSource;
import io.longshore.oci.Descriptor;
import io.longshore.oci.SourceChangedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnnexBlobStoreTest {
  private static final byte[] RIGHT = "a layer of some bytes\n".getBytes(StandardCharsets.UTF_8);
  private static final Descriptor LAYER =
      new Descriptor("application/octet-stream", Digest.of(RIGHT), RIGHT.length);

  @TempDir Path folder;
  private AnnexRepository annex;
  private final List<BadContent> bad = new ArrayList<>();

  @BeforeEach
  void makeAnnex() throws IOException {
    Path root = folder.toRealPath().resolve("images-oci");
    Files.createDirectories(root);
    LocalCommandRunner runner = new LocalCommandRunner();
    runner.run(Command.of(root, "git", "init", "--quiet"));
    runner.run(Command.of(root, "git", "config", "user.name", "Ada Example"));
    runner.run(Command.of(root, "git", "config", "user.email", "ada@example.org"));
    annex = AnnexRepository.initialise(GitRepository.at(root, runner), "ours");
  }

  /** Serves the layer, and notes from which byte on it was asked for. */
  private static class Source implements BlobSource {
    final List<Long> asked = new ArrayList<>();
    private final byte[] bytes;

    Source() {
      this(RIGHT);
    }

    Source(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public InputStream open(Descriptor descriptor) {
      throw new AssertionError("asked without a first byte");
    }

    @Override
    public InputStream open(Descriptor descriptor, long fromByte) throws IOException {
      asked.add(fromByte);
      return new ByteArrayInputStream(Arrays.copyOfRange(bytes, (int) fromByte, bytes.length));
    }
  }

  /** Serves whole layers only. */
  private static final class Refusing extends Source {
    private final FailureKind kind;

    Refusing(FailureKind kind) {
      this.kind = kind;
    }

    @Override
    public InputStream open(Descriptor descriptor, long fromByte) throws IOException {
      InputStream rest = super.open(descriptor, fromByte);
      if (fromByte > 0) {
        throw new FailureException(kind, "layer", "is not served from there", "none");
      }
      return rest;
    }
  }

  private Path part() throws IOException {
    return annex.git().workFolder().resolve("downloads/" + LAYER.digest().hex() + ".part");
  }

  private void keepBeginning(byte[] bytes) throws IOException {
    Files.createDirectories(part().getParent());
    Files.write(part(), bytes);
  }

  private boolean ensure(BlobSource source) throws IOException {
    try (AnnexBlobStore store = new AnnexBlobStore(annex, bad::add)) {
      boolean fetched = store.ensure(LAYER, source);
      try (InputStream in = store.open(LAYER)) {
        assertArrayEquals(RIGHT, in.readAllBytes());
      }
      return fetched;
    }
  }

  @Test
  void aLayerThatIsHereIsNotFetchedAgain() throws IOException {
    Source source = new Source();
    assertTrue(ensure(source));
    assertFalse(ensure(source));
    assertEquals(List.of(0L), source.asked);
    assertEquals(List.of(), bad);
  }

  @Test
  void aLayerIsFetchedAnewFromTheSourceThatTakesTheFalseOnesPlace() throws IOException {
    Source source =
        new Source() {
          @Override
          public InputStream open(Descriptor descriptor, long fromByte) throws IOException {
            InputStream right = super.open(descriptor, fromByte);
            if (asked.size() > 2) {
              return right;
            }
            throw new FailureException(
                FailureKind.MALFORMED,
                "layer",
                "a mirror sent other bytes",
                "none",
                new SourceChangedException("other bytes", null));
          }
        };
    assertTrue(ensure(source));
    assertEquals(List.of(0L, 0L, 0L), source.asked);
  }

  @Test
  void aLayerThatRottedIsFetchedAgainAndTheRottenOneKept() throws IOException {
    Source source = new Source();
    ensure(source);
    Path content;
    try (KeyLocator locator = annex.openLocator()) {
      content = locator.content(AnnexKey.ofBlob(LAYER.digest(), LAYER.size())).orElseThrow();
    }
    Files.setPosixFilePermissions(content, PosixFilePermissions.fromString("rw-r--r--"));
    Files.write(content, new byte[RIGHT.length]);

    assertTrue(ensure(source));
    assertEquals(List.of(0L, 0L), source.asked);
    assertArrayEquals(
        new byte[RIGHT.length], Files.readAllBytes(bad.getFirst().movedTo()), bad.toString());
  }

  @Test
  void aRightBeginningIsGoneOnWith() throws IOException {
    keepBeginning(Arrays.copyOf(RIGHT, 5));
    Source source = new Source();
    assertTrue(ensure(source));
    assertEquals(List.of(5L), source.asked);
  }

  @Test
  void aWholeThatWasKeptIsNotAskedFor() throws IOException {
    keepBeginning(RIGHT);
    Source source = new Source();
    assertTrue(ensure(source));
    assertEquals(List.of(), source.asked);
  }

  @Test
  void aWrongBeginningIsDroppedAndTheLayerFetchedFromItsFirstByte() throws IOException {
    for (int length : new int[] {5, RIGHT.length, RIGHT.length + 7}) {
      Source source = new Source();
      keepBeginning(new byte[length]);
      assertTrue(ensure(source));
      assertEquals(0L, source.asked.getLast());
      annex.dropContent(AnnexKey.ofBlob(LAYER.digest(), LAYER.size()));
    }
  }

  @Test
  void aSourceWithWrongBytesIsAskedOnceFromTheFirstByteAndNothingIsKept() throws IOException {
    keepBeginning(Arrays.copyOf(RIGHT, 5));
    Source wrong = new Source(new byte[RIGHT.length]);
    FailureException failure = assertThrows(FailureException.class, () -> ensure(wrong));
    assertEquals(FailureKind.MALFORMED, failure.kind());
    assertEquals(List.of(5L, 0L), wrong.asked);
    assertTrue(Files.notExists(part()));
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureKind.class,
      names = {"MALFORMED", "UNEXPECTED", "GONE", "UNSUPPORTED"})
  void aSourceThatGivesNoPartsIsAskedForTheWhole(FailureKind kind) throws IOException {
    keepBeginning(Arrays.copyOf(RIGHT, 5));
    Refusing source = new Refusing(kind);
    assertTrue(ensure(source));
    assertEquals(List.of(5L, 0L), source.asked);
  }

  @Test
  void aBeginningOutlivesANetworkThatFails() throws IOException {
    keepBeginning(Arrays.copyOf(RIGHT, 5));
    assertThrows(FailureException.class, () -> ensure(new Refusing(FailureKind.NETWORK)));
    assertEquals(5, Files.size(part()));
  }
}
