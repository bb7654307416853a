package io.longshore.oci.tree;

import java.io.IOException;
import java.io.InputStream;

/** Takes the data of regular files. */
@FunctionalInterface
public interface FileContentConsumer {
  /**
   * @param file one of the tree; no other call has the same
   * @param content {@link FileNode#size} bytes, valid during the call. What is not read is skipped.
   */
  void accept(FileNode file, InputStream content) throws IOException;
}
