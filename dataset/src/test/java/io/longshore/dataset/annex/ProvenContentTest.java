package io.longshore.dataset.annex;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.Scratch;
import io.longshore.dataset.annex.ProvenContent.BadContent;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvenContentTest {
  private static final byte[] RIGHT = "a layer\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] ROTTEN = "a larer\n".getBytes(StandardCharsets.UTF_8);
  private static final AnnexKey KEY = AnnexKey.ofBlob(Digest.of(RIGHT), RIGHT.length);

  @TempDir Path folder;
  private final List<BadContent> bad = new ArrayList<>();
  private AnnexRepository annex;

  @BeforeEach
  void makeAnnex() throws IOException {
    annex = new Scratch(folder.toRealPath()).annex("ours");
  }

  private Path staged() throws IOException {
    return Files.write(folder.resolve("staged"), RIGHT);
  }

  private void put(AnnexKey key) throws IOException {
    try (ProvenContent content = new ProvenContent(annex, bad::add)) {
      content.put(key, staged());
    }
  }

  private Path location(AnnexKey key) throws IOException {
    try (KeyLocator locator = annex.openLocator()) {
      return locator.content(key).orElseThrow();
    }
  }

  private void rot(AnnexKey key, byte[] bytes) throws IOException {
    Path file = location(key);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Files.write(file, bytes);
  }

  @Test
  void rightContentIsFound() throws IOException {
    put(KEY);
    try (ProvenContent content = new ProvenContent(annex, bad::add)) {
      assertArrayEquals(RIGHT, Files.readAllBytes(content.find(KEY).orElseThrow()));
    }
    assertEquals(List.of(), bad);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a larer\n", "a laye", ""})
  void rottenContentIsNotFoundButKeptAsideAndSaid(String rotten) throws IOException {
    put(KEY);
    rot(KEY, rotten.getBytes(StandardCharsets.UTF_8));
    try (ProvenContent content = new ProvenContent(annex, bad::add)) {
      assertEquals(Optional.empty(), content.find(KEY));
      assertEquals(1, bad.size());
      assertEquals(KEY, bad.getFirst().key());
      assertTrue(bad.getFirst().difference().contains("its key says"), bad::toString);
      assertEquals(rotten, Files.readString(bad.getFirst().movedTo()));
      assertEquals(
          annex.git().root().resolve(".git/annex/bad").resolve(KEY.toString()),
          bad.getFirst().movedTo());

      content.put(KEY, staged());
      assertArrayEquals(RIGHT, Files.readAllBytes(content.find(KEY).orElseThrow()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA256", "SHA256E", "MD5E", "SHA3_256", "BLAKE2B256E"})
  void rightContentTakesThePlaceOfRottenUnderEveryHash(String backend) throws IOException {
    Path named = Files.write(folder.resolve("x.sif"), RIGHT);
    annex.git().configure("annex.backend", backend);
    AnnexKey key = annex.keyFor(RepositoryPath.of("x.sif"), Digest.of(RIGHT), RIGHT.length, named);
    put(key);
    rot(key, ROTTEN);
    put(key);
    assertArrayEquals(RIGHT, Files.readAllBytes(location(key)));
    assertArrayEquals(ROTTEN, Files.readAllBytes(bad.getFirst().movedTo()));
    assertTrue(Files.notExists(folder.resolve("staged")));
  }

  @Test
  void otherContentOfAKeyThatIsNoHashIsRefused() throws IOException {
    AnnexKey key = AnnexKey.parse("WORM-s8-m1600000000--image.sif");
    put(key);
    rot(key, ROTTEN);
    FailureException failure = assertThrows(FailureException.class, () -> put(key));
    assertEquals(FailureKind.TOOL, failure.kind());
    assertTrue(failure.nextStep().endsWith("annex fsck --key " + key), failure::nextStep);
    assertArrayEquals(ROTTEN, Files.readAllBytes(location(key)));
    assertTrue(Files.exists(folder.resolve("staged")), "the right content was taken");
    assertEquals(List.of(), bad);
  }

  @Test
  void whatWasReadOnceIsNotReadAgain() throws IOException {
    put(KEY);
    try (ProvenContent content = new ProvenContent(annex, bad::add)) {
      content.find(KEY);
      rot(KEY, ROTTEN);
      assertTrue(content.find(KEY).isPresent());
    }
    try (ProvenContent nextRun = new ProvenContent(annex, bad::add)) {
      assertEquals(Optional.empty(), nextRun.find(KEY));
    }
  }

  @Test
  void gitAnnexKnowsThatRottenContentIsGone() throws IOException {
    put(KEY);
    rot(KEY, ROTTEN);
    try (ProvenContent content = new ProvenContent(annex, bad::add)) {
      content.find(KEY);
    }
    annex.commitRecords(KEY);
    String whereis =
        annex
            .git()
            .run(
                annex.git().git("annex", "whereis").option("--key", KEY.toString()).accepting(0, 1))
            .text();
    assertTrue(whereis.contains("(0 copies)"), whereis);
  }
}
