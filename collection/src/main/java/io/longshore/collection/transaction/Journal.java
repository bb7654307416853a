package io.longshore.collection.transaction;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.SharedMode;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.file.Disk;
import io.longshore.ground.file.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds at most one {@link JournalEntry}, in a file that is either whole or absent: the file is
 * written under another name, forced to disk and renamed, and then the folder is forced to disk.
 */
public final class Journal {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final Path file;
  private final SharedMode mode;

  /** The file gets the mode that the umask gives. */
  public Journal(Path file) {
    this(file, SharedMode.PRIVATE);
  }

  /**
   * @param mode the mode of the file
   */
  public Journal(Path file, SharedMode mode) {
    this.file = file;
    this.mode = mode;
  }

  /** The journal of a superdataset. */
  public static Journal of(GitRepository superdataset) {
    return new Journal(superdataset.workPlace().resolve("journal.json"), superdataset.sharedMode());
  }

  public Path file() {
    return file;
  }

  /**
   * Writes {@code entry} to disk. After this returns, {@link #read} finds the entry, even after a
   * loss of power.
   */
  public void write(JournalEntry entry) throws IOException {
    mode.makeFolders(file.getParent());
    DurableFile.write(
        file, JSON.writeValueAsString(entry).getBytes(StandardCharsets.UTF_8), mode::applyTo);
  }

  /**
   * @throws FailureException of kind DATASET if the file exists and cannot be understood
   */
  public Optional<JournalEntry> read() throws IOException {
    byte[] text;
    try {
      text = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      JournalEntry step = JSON.readValue(text, JournalEntry.class);
      if (step == null) {
        throw notUnderstood(null);
      }
      return Optional.of(step);
    } catch (JacksonException e) {
      throw notUnderstood(e);
    }
  }

  private FailureException notUnderstood(JacksonException cause) {
    return new FailureException(
        FailureKind.DATASET,
        file.toString(),
        "is no journal of this version of Longshore",
        "run the version that wrote it, or compare both branches by hand and remove the file",
        cause);
  }

  /** Deletes the entry, after its step is done or undone. */
  public void clear() throws IOException {
    if (Files.deleteIfExists(file)) {
      Disk.force(file.getParent());
    }
  }
}
