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
 * Content of an annex that is verified before it is used. git-annex only tells that a file of the
 * key's name exists, not that its bytes still match the key. Each key is verified once in the life
 * of this object. Wrong content is moved to {@code .git/annex/bad}, like {@code git annex fsck}
 * does, and makes way for the right bytes.
 *
 * <p>Safe for several threads, but only one thread at a time may look for the same key.
 */
public final class ProvenContent implements AutoCloseable {
  private final AnnexRepository annex;
  private final KeyLocator locator;
  private final Consumer<BadContent> found;
  private final Set<AnnexKey> proven = ConcurrentHashMap.newKeySet();

  /**
   * Wrong content that was moved away.
   *
   * @param difference the difference from the key, as the end of a sentence
   */
  public record BadContent(AnnexKey key, String difference, Path movedTo) {}

  /**
   * @param found receives wrong content that was moved away
   */
  public ProvenContent(AnnexRepository annex, Consumer<BadContent> found) throws IOException {
    this.annex = annex;
    this.locator = annex.openLocator();
    this.found = found;
  }

  /**
   * The file with the content of {@code key}, if this clone has it and its bytes match the key.
   * Keys without a hash, or with a hash that Java does not have, are not verified.
   *
   * @throws FailureException of kind TOOL if wrong content cannot be moved away
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
      // Another process dropped the content since git-annex answered.
      return Optional.empty();
    }
    if (difference.isPresent()) {
      moveAside(key, difference.get());
      return Optional.empty();
    }
    proven.add(key);
    return content;
  }

  /**
   * Whether this clone has a file for {@code key}, which is not verified. Good enough for an
   * estimate or a message.
   */
  public boolean seemsHere(AnnexKey key) throws IOException {
    return locator.content(key).isPresent();
  }

  /**
   * Makes {@code file} the content of {@code key} and forces it to disk. If the clone had content
   * for the key already, git-annex would keep that and delete {@code file}, so the two are compared
   * first.
   *
   * @param file a file that is verified to match the key; it does not exist afterwards
   * @throws FailureException of kind TOOL if git-annex refuses, or takes other bytes than those of
   *     {@code file} for the content of {@code key}
   */
  public void put(AnnexKey key, Path file) throws IOException {
    makeWay(key, file);
    annex.setContent(key, file);
    locator.force(key);
    proven.add(key);
  }

  // One thread at a time, since two images may have the same SIF.
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
