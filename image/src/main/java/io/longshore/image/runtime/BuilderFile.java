package io.longshore.image.runtime;

import java.util.Arrays;

/**
 * A file that the builder adds to the root file system of an image; owner 0:0.
 *
 * <p>Where the image has something of the same path, the kinds differ, as in Apptainer.
 */
public sealed interface BuilderFile {
  /** Relative to the root, {@code /} between names, none at the start or end. */
  String path();

  /** Made only where the image has nothing: what it has, a link to elsewhere too, stays. */
  record BuilderDirectory(String path, int mode) implements BuilderFile {}

  /** Takes the place of a file or a link of the image; a directory of the image stays. */
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

  /** Takes the place of a link of the image; a file or a directory of the image stays. */
  record BuilderLink(String path, String target) implements BuilderFile {}
}
