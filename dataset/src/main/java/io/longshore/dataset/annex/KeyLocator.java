package io.longshore.dataset.annex;

import io.longshore.dataset.disk.Disk;
import io.longshore.dataset.git.RepositoryPath;
import io.longshore.dataset.process.BatchProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Tells where the content of keys belongs, and whether it is there. Safe for several threads. */
public final class KeyLocator implements AutoCloseable {
  // annex/objects/XX/YY/KEY/KEY
  private static final int FOLDERS_OF_KEY = 4;

  private final Path root;
  private final BatchProcess examineKey;
  private final BatchProcess contentLocation;

  KeyLocator(Path root, BatchProcess examineKey, BatchProcess contentLocation) {
    this.root = root;
    this.examineKey = examineKey;
    this.contentLocation = contentLocation;
  }

  /** The target of the symbolic link that stands at {@code path} for the content of {@code key}. */
  public String linkTarget(AnnexKey key, RepositoryPath path) throws IOException {
    return "../".repeat(path.depth()) + examineKey.ask(key.toString());
  }

  /** The file that holds the content of {@code key} in this clone, if it is here. */
  public Optional<Path> content(AnnexKey key) throws IOException {
    String location = contentLocation.ask(key.toString());
    return location.isEmpty() ? Optional.empty() : Optional.of(root.resolve(location));
  }

  /**
   * Makes it survive the loss of power that the content of {@code key} has its place; git-annex
   * leaves that to the operating system. Nothing happens if the content is not here.
   */
  public void force(AnnexKey key) throws IOException {
    Optional<Path> content = content(key);
    if (content.isPresent()) {
      Disk.forceFoldersAbove(content.get(), FOLDERS_OF_KEY);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      examineKey.close();
    } finally {
      contentLocation.close();
    }
  }
}
