package io.longshore.ground.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A folder in which only this user and root can create, replace or delete files. Anybody else who
 * could do so would decide what Longshore reads from the folder and which files it deletes there.
 *
 * <p>Each folder on the path belongs to this user or root, and others cannot write to it. A folder
 * with the sticky bit, such as {@code /tmp}, may be writable, since nobody can replace another
 * user's file there. Symbolic links on the path to the base are followed, and their targets have to
 * obey the same rules. Below the base, symbolic links are refused.
 */
public final class PrivateFolder {
  private static final FileAttribute<Set<PosixFilePermission>> OURS_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final int MOST_LINKS = 40;

  private final Path base;
  private final List<String> names;

  private PrivateFolder(Path base, List<String> names) {
    this.base = base.toAbsolutePath();
    this.names = names;
  }

  /**
   * @param base a folder where users have such folders, such as {@code ~/.cache}; may be absent
   * @param names the folders from {@code base} down to the private folder
   */
  public static PrivateFolder below(Path base, String... names) {
    return new PrivateFolder(base, List.of(names));
  }

  /** The private folder at {@code path}; its parent is the base. */
  public static PrivateFolder at(Path path) {
    Path absolute = path.toAbsolutePath();
    return below(absolute.getParent(), absolute.getFileName().toString());
  }

  /**
   * Checks a folder by the rules for the path to a private folder: others cannot replace files that
   * this user makes in it.
   *
   * @throws FailureException of kind UNSUPPORTED if others can replace files
   * @throws NoSuchFileException if {@code folder} does not exist
   */
  public static void requireTrusted(Path folder) throws IOException {
    if (followTrusted(folder.toAbsolutePath()).isEmpty()) {
      throw new NoSuchFileException(folder.toString());
    }
  }

  /** Whether a folder is this user's, is no link, and nobody else may write to it. */
  public static boolean isOurs(Path folder) throws IOException {
    FileStatus status = FileStatus.of(folder);
    return status.isFolder() && status.owner() == Owner.self() && !status.othersMayWrite();
  }

  public Path path() {
    Path path = base;
    for (String name : names) {
      path = path.resolve(name);
    }
    return path;
  }

  /**
   * Whether the folder exists.
   *
   * @throws FailureException of kind UNSUPPORTED if the folder, or an existing folder on the path
   *     to it, is not private
   */
  public boolean exists() throws IOException {
    Optional<Path> found = followTrusted(base);
    for (String name : names) {
      if (found.isEmpty()) {
        return false;
      }
      found = Optional.of(found.get().resolve(name)).filter(PrivateFolder::isThere);
      if (found.isPresent()) {
        requirePrivate(found.get());
      }
    }
    return found.isPresent();
  }

  /**
   * Makes the folder and the missing folders on the path to it, for this user alone (mode 0700).
   *
   * @throws FailureException of kind UNSUPPORTED if the folder or the path to it is not private
   */
  public void make() throws IOException {
    if (exists()) {
      return;
    }
    if (!Files.isDirectory(base)) {
      Files.createDirectories(base, OURS_ALONE);
    }
    Path path = base;
    for (String name : names) {
      path = path.resolve(name);
      try {
        Files.createDirectory(path, OURS_ALONE);
      } catch (FileAlreadyExistsException e) {
        // Another process made it; the check below decides.
      }
    }
    if (!exists()) {
      throw new NoSuchFileException(path.toString());
    }
  }

  /**
   * Writes a file in this folder, and makes the folder if it is absent. Readers see either the
   * whole old file or the whole new file. Nothing is forced to disk, so this is only for content
   * that can be obtained again.
   */
  public void write(Path file, byte[] content) throws IOException {
    make();
    Path aside = Files.createTempFile(path(), "new.", "");
    try {
      Files.write(aside, content);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /**
   * The regular files in the folder that belong to this user and whose names match {@code names};
   * empty if the folder does not exist. Other files are ignored.
   *
   * @throws FailureException of kind UNSUPPORTED if the folder is not private
   */
  public List<Path> files(Pattern names) throws IOException {
    if (!exists()) {
      return List.of();
    }
    int self = Owner.self();
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(path())) {
      for (Path file : found) {
        if (names.matcher(file.getFileName().toString()).matches() && isOwnFile(file, self)) {
          files.add(file);
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    return files;
  }

  /**
   * Whether only this user can have written {@code file}, also while the folder was still open to
   * others.
   */
  private static boolean isOwnFile(Path file, int self) throws IOException {
    try {
      FileStatus status = FileStatus.of(file);
      return status.isRegularFile() && status.owner() == self && !status.othersMayWrite();
    } catch (NoSuchFileException e) {
      // Another process has deleted it since it was listed.
      return false;
    }
  }

  /**
   * Walks from the root to {@code path} and checks each folder.
   *
   * @return {@code path} with all symbolic links resolved; empty if a folder on the path is missing
   */
  private static Optional<Path> followTrusted(Path path) throws IOException {
    Deque<Path> ahead = new ArrayDeque<>();
    path.forEach(ahead::add);
    Path root = path.getRoot();
    Path here = root;
    requireTrustedStep(here);
    int links = 0;
    while (!ahead.isEmpty()) {
      Path name = ahead.removeFirst();
      Path next = name.toString().equals("..") ? parent(here) : here.resolve(name).normalize();
      if (!isThere(next)) {
        return Optional.empty();
      }
      requireTrustedStep(next);
      if (Files.isSymbolicLink(next)) {
        links++;
        if (links > MOST_LINKS) {
          throw notPrivate(next, "leads in a circle", NextStep.of("remove it"));
        }
        Path target = Files.readSymbolicLink(next);
        here = target.isAbsolute() ? root : here;
        List<Path> steps = new ArrayList<>();
        target.forEach(steps::add);
        steps.reversed().forEach(ahead::addFirst);
      } else {
        here = next;
      }
    }
    return Optional.of(here);
  }

  private static Path parent(Path folder) {
    return folder.getParent() == null ? folder : folder.getParent();
  }

  private static boolean isThere(Path path) {
    return Files.exists(path, NOFOLLOW_LINKS);
  }

  private static void requireTrustedStep(Path path) throws IOException {
    FileStatus status = FileStatus.of(path);
    requireOwner(path, status);
    if (!status.isSymbolicLink() && status.othersMayWrite() && !status.isSticky()) {
      throw mayBeWritten(path);
    }
  }

  private static void requirePrivate(Path path) throws IOException {
    FileStatus status = FileStatus.of(path);
    if (status.isSymbolicLink()) {
      throw notPrivate(
          path,
          "is a symbolic link, which is not followed there",
          NextStep.of("remove it; XDG_CACHE_HOME may name, or be a link to, another folder"));
    }
    if (!status.isFolder()) {
      throw notPrivate(path, "is no folder", NextStep.of("move it away"));
    }
    requireOwner(path, status);
    if (status.othersMayWrite()) {
      throw mayBeWritten(path);
    }
  }

  private static void requireOwner(Path path, FileStatus status) throws IOException {
    if (!Owner.isOursOrRoots(status.owner())) {
      throw notPrivate(
          path,
          "belongs to another user (number " + status.owner() + ")",
          NextStep.of("use a folder that is yours, on a way that is yours or root's"));
    }
  }

  private static FailureException mayBeWritten(Path path) {
    return notPrivate(path, "may be written by others", NextStep.of("chmod go-w {}", path));
  }

  private static FailureException notPrivate(Path path, String problem, NextStep nextStep) {
    return new FailureException(FailureKind.UNSUPPORTED, path.toString(), problem, nextStep);
  }
}
