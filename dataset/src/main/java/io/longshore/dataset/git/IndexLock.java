package io.longshore.dataset.git;

import io.longshore.dataset.process.Boot;
import io.longshore.dataset.process.ProcessIdentity;
import io.longshore.ground.FailureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Git's lock on the index of a repository, held by Longshore. While the lock file exists, no git
 * writes the index or updates the work tree. The lock file names its process, so that a later run
 * recognizes a lock of Longshore.
 */
final class IndexLock implements AutoCloseable {
  private static final String MARK = "longshore";
  private static final int LONGEST_TEXT = 200;

  private final Path index;
  private final Path lock;

  private IndexLock(Path index, Path lock) {
    this.index = index;
    this.lock = lock;
  }

  /**
   * Takes the lock, and waits for another git as long as {@link LockWait} allows.
   *
   * @throws FailureException of kind DATASET if the lock stays
   */
  static IndexLock acquire(GitRepository repository) throws IOException {
    Path index = repository.gitFolder().resolve("index");
    Path lock = repository.gitFolder().resolve("index.lock");
    Path text = Files.createTempFile(repository.workFolder(), "lock", "");
    try {
      Files.writeString(text, ownText());
      repository.sharedMode().applyTo(text);
      LockWait wait = LockWait.begin();
      while (!create(lock, text)) {
        wait.pauseFor(lock, repository);
      }
      return new IndexLock(index, lock);
    } finally {
      Files.delete(text);
    }
  }

  // A symbolic link appears together with its text, but some file systems have no links.
  private static boolean create(Path lock, Path text) throws IOException {
    try {
      Files.createLink(lock, text);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException | UnsupportedOperationException e) {
      return copy(lock, text);
    }
  }

  private static boolean copy(Path lock, Path text) throws IOException {
    try {
      Files.write(lock, Files.readAllBytes(text), StandardOpenOption.CREATE_NEW);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private static String ownText() {
    ProcessIdentity self = ProcessIdentity.of(ProcessHandle.current()).orElseThrow();
    return MARK + " " + self.pid() + " " + self.start() + " " + Boot.current() + "\n";
  }

  /** Whether a Longshore process that has died made the lock file. */
  static boolean isOfDeadRun(Path lock) throws IOException {
    String[] words = text(lock).orElse("").strip().split(" ");
    if (words.length != 4 || !words[0].equals(MARK) || !words[1].matches("[0-9]{1,18}")) {
      return false;
    }
    ProcessIdentity holder = new ProcessIdentity(Long.parseLong(words[1]), words[2]);
    return !words[3].equals(Boot.current()) || holder.running().isEmpty();
  }

  private static Optional<String> text(Path lock) throws IOException {
    try {
      return Files.size(lock) > LONGEST_TEXT
          ? Optional.empty()
          : Optional.of(new String(Files.readAllBytes(lock), StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Replaces the locked index by another file. */
  void replaceIndex(Path other) throws IOException {
    Files.move(other, index, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes the lock file, unless somebody has replaced it. */
  @Override
  public void close() throws IOException {
    if (text(lock).equals(Optional.of(ownText()))) {
      Files.deleteIfExists(lock);
    }
  }
}
