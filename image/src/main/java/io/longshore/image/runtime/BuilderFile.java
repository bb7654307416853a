package io.longshore.image.runtime;

import java.util.Arrays;

/**
 * A file that the builder adds to the root file system of an image, with owner 0:0.
 *
 * <p>If the image has the same path, each kind of file decides differently which of the two stays,
 * as in Apptainer.
 */
public sealed interface BuilderFile {
  /** The path relative to the root, with {@code /} between names and none at the start or end. */
  String path();

  /**
   * A directory that is made only if the image does not have the path. A file or link of the image
   * stays.
   */
  record BuilderDirectory(String path, int mode) implements BuilderFile {}

  /** A regular file that replaces a file or link of the image. A directory of the image stays. */
  record BuilderRegular(String path, int mode, byte[] content) implements BuilderFile {
    public BuilderRegular {
      content = content.clone();
    }

    @Override
    public byte[] content() {
      return content.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof BuilderRegular file
          && path.equals(file.path)
          && mode == file.mode
          && Arrays.equals(content, file.content);
    }

    @Override
    public int hashCode() {
      return path.hashCode();
    }

    @Override
    public String toString() {
      return "%s (%o, %d bytes)".formatted(path, mode, content.length);
    }
  }

  /** A link that replaces a link of the image. A file or directory of the image stays. */
  record BuilderLink(String path, String target) implements BuilderFile {}
}
