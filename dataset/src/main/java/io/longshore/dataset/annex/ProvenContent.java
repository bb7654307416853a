package io.longshore.dataset.annex;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The content of an annex, believed once it has been read: git-annex says that a file of the key's
 * name is there, not that its bytes are still those of the key. Each key is read once in the life
 * of this object. What is not as it should be goes to {@code .git/annex/bad}, as {@code git annex
 * fsck} does it, and makes room for the right bytes.
 *
 * <p>Safe for several threads, of which one at a time may look for a key.
 */
public final class ProvenContent implements AutoCloseable {
  private final AnnexRepository annex;
  private final KeyLocator locator;
  private final Consumer<BadContent> found;
  private final Set<AnnexKey> proven = ConcurrentHashMap.newKeySet();

  /**
   * Content that was moved out of the way.
   *
   * @param difference from what the key says, as the end of a sentence
   */
  public record BadContent(AnnexKey key, String difference, Path movedTo) {}

  /**
   * @param found is told of what was moved out of the way
   */
  public ProvenContent(AnnexRepository annex, Consumer<BadContent> found) throws IOException {
    this.annex = annex;
    this.locator = annex.openLocator();
    this.found = found;
  }

  /**
   * The file that holds the content of {@code key}, if it is here and its bytes are those of the
   * key. Keys that are no hashes, or of hashes that Java does not know, are believed.
   *
   * @throws FailureException of kind TOOL if what is wrong cannot be moved out of the way
   */
  public Optional<Path> find(AnnexKey key) throws IOException {
    Optional<Path> content = locator.content(key);
    Optional<KeyVerifier> verifier = KeyVerifier.of(key);
    if (content.isEmpty() || verifier.isEmpty() || proven.contains(key)) {
      return content;
    }
    Optional<String> difference;
    try (InputStream in = Files.newInputStream(content.get())) {
      difference = verifier.get().difference(in);
    } catch (NoSuchFileException e) {
      // Somebody dropped it since git-annex answered.
      return Optional.empty();
    }
    if (difference.isPresent()) {
      moveAside(key, difference.get());
      return Optional.empty();
    }
    proven.add(key);
    return content;
  }

  /** As {@link #find}, unread: good enough for an estimate, and for a message. */
  public boolean seemsHere(AnnexKey key) throws IOException {
    return locator.content(key).isPresent();
  }

  /**
   * Makes the bytes of {@code file} the content of {@code key}, to survive a loss of power. Of a
   * key whose content is here git-annex would keep that and delete {@code file}, so the two are
   * compared before.
   *
   * @param file known to be what the key says; gone afterwards
   * @throws FailureException of kind TOOL if git-annex refuses, or takes other bytes than those of
   *     {@code file} for the content of {@code key}
   */
  public void put(AnnexKey key, Path file) throws IOException {
    makeWay(key, file);
    annex.setContent(key, file);
    locator.force(key);
    proven.add(key);
  }

  // One at a time: two images may have one SIF.
  private synchronized void makeWay(AnnexKey key, Path file) throws IOException {
    Optional<Path> content = locator.content(key);
    if (content.isPresent() && !proven.contains(key)) {
      long position = Files.mismatch(content.get(), file);
      if (position >= 0) {
        moveAside(key, "differs from what it should be from byte " + position + " on");
      }
    }
  }

  private void moveAside(AnnexKey key, String difference) throws IOException {
    Path bad = annex.moveBadContent(key);
    if (locator.content(key).isPresent()) {
      throw new FailureException(
          FailureKind.TOOL,
          key.toString(),
          "is in the annex of "
              + annex.git().root()
              + ", "
              + difference
              + ", and git-annex did not move it to "
              + bad,
          NextStep.of(
              "see what git-annex says: git -C {} annex fsck --key {}", annex.git().root(), key));
    }
    found.accept(new BadContent(key, difference, bad));
  }

  @Override
  public void close() throws IOException {
    locator.close();
  }
}
