package io.longshore.image.compare;

import io.longshore.ground.Digest;
import io.longshore.oci.layer.entry.FileName;
import io.longshore.squashfs.Attributes;
import java.io.IOException;
import java.util.SortedMap;

/**
 * A file of any kind in the tree of an image, whatever the format of the image. The entry of the
 * root stands for the tree.
 */
public interface TreeEntry {
  FileKind kind();

  Attributes attributes();

  /** A value that is equal for all names of one file, and different for different files. */
  Object identity();

  /** Whether a file that is not a directory may have several names. */
  boolean mayHaveOtherNames();

  /**
   * The entries of a directory. Called for directories only.
   *
   * @throws IOException if the directory cannot be read or is damaged
   */
  SortedMap<FileName, TreeEntry> children() throws IOException;

  /**
   * The digest of the data of a regular file. Called for regular files only.
   *
   * @throws IOException as {@link #children}
   */
  Digest content() throws IOException;
}
