package io.longshore.dataset;

import io.longshore.dataset.git.object.EntryMode;
import io.longshore.dataset.git.object.RepositoryPath;

/** A file a new dataset begins with. */
public record SeedFile(RepositoryPath path, EntryMode mode, byte[] content) {
  public SeedFile {
    if (!mode.isRegularFile()) {
      throw new IllegalArgumentException(path + " is to be a file, not " + mode);
    }
  }
}
