package io.longshore.oci.tree;

import java.io.IOException;
import java.io.InputStream;

/** Takes the data of regular files. */
@FunctionalInterface
public interface FileContentConsumer {
  /**
   * @param file a file of the tree; each file is passed once
   * @param content {@link FileNode#size} bytes, valid during the call; unread bytes are skipped
   */
  void accept(FileNode file, InputStream content) throws IOException;
}
