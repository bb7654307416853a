package io.longshore.dataset;

import io.longshore.dataset.git.BlobWriter;
import io.longshore.dataset.git.EntryMode;
import io.longshore.dataset.git.ObjectId;
import io.longshore.dataset.git.ObjectReader;
import io.longshore.dataset.git.RepositoryPath;
import io.longshore.dataset.git.TreeChange;
import io.longshore.oci.FailureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds what a dataset lacks. A new one lacks everything; in one that is there, what somebody wrote
 * stays as it is.
 */
public final class DatasetCompletion {
  private final Optional<ObjectId> base;
  private final ObjectReader reader;
  private final List<SeedFile> files = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private Optional<String> datasetId = Optional.empty();

  /**
   * @param base the commit to complete; empty in a new dataset
   */
  public DatasetCompletion(Optional<ObjectId> base, ObjectReader reader) {
    this.base = base;
    this.reader = reader;
  }

  // What is added already counts as well.
  private Optional<byte[]> present(RepositoryPath path) throws IOException {
    Optional<byte[]> added =
        files.stream()
            .filter(file -> file.path().equals(path))
            .map(SeedFile::content)
            .reduce((_, later) -> later);
    return added.isPresent() ? added : committed(path);
  }

  private Optional<byte[]> committed(RepositoryPath path) throws IOException {
    return base.isPresent() ? reader.file(base.get(), path) : Optional.empty();
  }

  /**
   * Gives the dataset an identity if it has none.
   *
   * @throws FailureException of kind MALFORMED if its configuration cannot be read
   */
  public DatasetCompletion identity() throws IOException {
    DataladConfig config = DataladConfig.parse(committed(DataladConfig.PATH).orElse(new byte[0]));
    if (config.datasetId().isEmpty()) {
      config = config.withDatasetId(UUID.randomUUID().toString());
      add(DataladConfig.PATH, EntryMode.FILE, config.bytes());
    }
    datasetId = config.datasetId();
    return this;
  }

  /** Adds {@code block} at the end of a file that does not hold it. Ends with a line end. */
  public DatasetCompletion lines(RepositoryPath path, String block) throws IOException {
    String before = new String(present(path).orElse(new byte[0]), StandardCharsets.ISO_8859_1);
    String wanted = new String(block.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    if (!before.contains(wanted)) {
      String joint = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
      add(path, EntryMode.FILE, (before + joint + wanted).getBytes(StandardCharsets.ISO_8859_1));
    }
    return this;
  }

  /** Adds a file; another one of that name stays, with a warning. */
  public DatasetCompletion file(SeedFile file) throws IOException {
    Optional<byte[]> present = committed(file.path());
    if (present.isEmpty()) {
      files.add(file);
    } else if (!Arrays.equals(present.get(), file.content())) {
      warnings.add(
          file.path()
              + " differs from the one of this release and was kept; to have that one, remove it,"
              + " save, and run: longshore init");
    }
    return this;
  }

  /** Adds a file unless there is one of that name, whatever it holds. */
  public DatasetCompletion fileUnlessPresent(SeedFile file) throws IOException {
    if (committed(file.path()).isEmpty()) {
      files.add(file);
    }
    return this;
  }

  private void add(RepositoryPath path, EntryMode mode, byte[] content) {
    files.removeIf(file -> file.path().equals(path));
    files.add(new SeedFile(path, mode, content));
  }

  /**
   * The identity it had, or has now.
   *
   * @throws IllegalStateException before {@link #identity}
   */
  public String datasetId() {
    return datasetId.orElseThrow(() -> new IllegalStateException("nobody asked for an identity"));
  }

  /** What a commit on the base must change; nothing if the dataset is complete. */
  public List<TreeChange> changes(BlobWriter writer) throws IOException {
    List<TreeChange> changes = new ArrayList<>();
    for (SeedFile file : files) {
      changes.add(new TreeChange.Put(file.path(), file.mode(), writer.write(file.content())));
    }
    return changes;
  }

  public List<String> warnings() {
    return List.copyOf(warnings);
  }
}
