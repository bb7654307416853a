package io.longshore.ground.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The status of a file from lstat(2): a symbolic link is not followed.
 *
 * @param mode type and permissions
 * @param owner the user id
 */
record FileStatus(int mode, int owner) {
  private static final int TYPE = 0170000;
  private static final int FOLDER = 0040000;
  private static final int REGULAR_FILE = 0100000;
  private static final int SYMBOLIC_LINK = 0120000;
  private static final int STICKY = 01000;
  private static final int WRITABLE_BY_OTHERS = 0022;

  static FileStatus of(Path file) throws IOException {
    Map<String, Object> attributes = Files.readAttributes(file, "unix:mode,uid", NOFOLLOW_LINKS);
    return new FileStatus((Integer) attributes.get("mode"), (Integer) attributes.get("uid"));
  }

  boolean isFolder() {
    return (mode & TYPE) == FOLDER;
  }

  boolean isRegularFile() {
    return (mode & TYPE) == REGULAR_FILE;
  }

  boolean isSymbolicLink() {
    return (mode & TYPE) == SYMBOLIC_LINK;
  }

  /**
   * Whether the sticky bit is set: in such a folder, only the owner of a file may delete or rename
   * it.
   */
  boolean isSticky() {
    return (mode & STICKY) != 0;
  }

  /** Whether the file's group, or everybody, may write. */
  boolean othersMayWrite() {
    return (mode & WRITABLE_BY_OTHERS) != 0;
  }
}
