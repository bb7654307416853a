package io.longshore.dataset;

import io.longshore.dataset.git.EntryMode;
import io.longshore.dataset.git.RepositoryPath;

/** A file a new dataset begins with. */
public record SeedFile(RepositoryPath path, EntryMode mode, byte[] content) {
  public SeedFile {
    if (!mode.isRegularFile()) {
      throw new IllegalArgumentException(path + " is to be a file, not " + mode);
    }
  }
}
