package io.longshore.image.compare;

import io.longshore.ground.Digest;
import io.longshore.oci.layer.entry.FileName;
import io.longshore.squashfs.Attributes;
import java.io.IOException;
import java.util.SortedMap;

/** A file of an image, of any kind, wherever the image is stored. The root stands for the tree. */
public interface TreeEntry {
  FileKind kind();

  Attributes attributes();

  /** Equal for all names of one file, and for nothing else in the tree. */
  Object identity();

  /** Whether a file that is no directory may have several names. */
  boolean mayHaveOtherNames();

  /**
   * What is in a directory; to be asked for of nothing else.
   *
   * @throws IOException if it cannot be read, damage included
   */
  SortedMap<FileName, TreeEntry> children() throws IOException;

  /**
   * The digest of the data of a regular file; to be asked for of nothing else.
   *
   * @throws IOException as {@link #children}
   */
  Digest content() throws IOException;
}
