package io.longshore.dataset;

import io.longshore.dataset.git.object.EntryMode;
import io.longshore.dataset.git.object.RepositoryPath;

/** A file that Longshore adds to datasets. */
public record SeedFile(RepositoryPath path, EntryMode mode, byte[] content) {
  public SeedFile {
    if (!mode.isRegularFile()) {
      throw new IllegalArgumentException(path + " is to be a file, not " + mode);
    }
  }
}
