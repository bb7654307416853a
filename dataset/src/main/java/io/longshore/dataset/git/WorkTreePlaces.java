package io.longshore.dataset.git;

import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.ground.file.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The paths in a work tree that are about to change, and their state when they were looked at. A
 * file that somebody has changed since stays. New folders get the sharing mode of the git folder,
 * so that other members of the group can put files into them.
 */
final class WorkTreePlaces {
  /** The state of a file, compared without reading the file. */
  private record Seen(Optional<Object> file, long size, FileTime modified, boolean isFolder) {
    static Optional<Seen> of(Path path) throws IOException {
      try {
        BasicFileAttributes attributes =
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return Optional.of(
            new Seen(
                Optional.ofNullable(attributes.fileKey()),
                attributes.size(),
                attributes.lastModifiedTime(),
                attributes.isDirectory()));
      } catch (NoSuchFileException e) {
        return Optional.empty();
      }
    }
  }

  private final Path root;
  private final SharedMode mode;
  private final Map<RepositoryPath, Optional<Seen>> seen = new HashMap<>();
  private final Set<RepositoryPath> kept;
  private final Set<Path> changedFolders = new LinkedHashSet<>();

  private WorkTreePlaces(Path root, SharedMode mode, Set<RepositoryPath> kept) {
    this.root = root;
    this.mode = mode;
    this.kept = kept;
  }

  /**
   * Looks at the paths.
   *
   * @param kept paths at which no file is removed
   * @throws FailureException of kind DATASET if a folder on a path is a symbolic link or a file,
   *     since nothing is written through links
   */
  static WorkTreePlaces look(
      GitRepository repository, Collection<RepositoryPath> paths, Set<RepositoryPath> kept)
      throws IOException {
    Path root = repository.root();
    WorkTreePlaces places = new WorkTreePlaces(root, repository.sharedMode(), kept);
    for (RepositoryPath path : paths) {
      places.seen.put(path, Seen.of(path.in(root)));
    }
    Set<Path> changing =
        paths.stream().map(path -> path.in(root)).collect(Collectors.toUnmodifiableSet());
    for (RepositoryPath path : paths) {
      places.requireFolders(path, changing);
    }
    return places;
  }

  /**
   * @param changing files that may be on the path, because they are removed first
   */
  private void requireFolders(RepositoryPath path, Set<Path> changing) throws IOException {
    for (Path folder = path.in(root).getParent();
        !folder.equals(root);
        folder = folder.getParent()) {
      if (!changing.contains(folder)
          && Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw new FailureException(
            FailureKind.DATASET,
            folder.toString(),
            "is on the way to " + path + " and is no folder of the dataset itself",
            NextStep.of("look at it (ls -ld {}) and put a folder in its place", folder));
      }
    }
  }

  /** Moves a file or link to its place. */
  void put(Path source, RepositoryPath path) throws IOException {
    Path target = path.in(root);
    requireAsSeen(path);
    requireFolders(path, Set.of());
    mode.makeFolders(target.getParent());
    try {
      Files.move(
          source, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      moveAcross(source, target);
    }
    noteFolders(target);
  }

  // The work tree may be on another file system than the git folder.
  static void moveAcross(Path source, Path target) throws IOException {
    Path beside = target.resolveSibling(besideName(target));
    Files.copy(
        source,
        beside,
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES,
        LinkOption.NOFOLLOW_LINKS);
    if (!Files.isSymbolicLink(beside)) {
      Disk.force(beside);
    }
    Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Files.delete(source);
  }

  // The name is the same each time, so that a later run reuses a file of a dead run. Its length is
  // fixed, so that it is possible beside a name of the maximum length.
  private static String besideName(Path target) {
    byte[] name = target.getFileName().toString().getBytes(StandardCharsets.UTF_8);
    return ".longshore-" + Digest.of(name).hex().substring(0, 16) + ".new";
  }

  /** Removes a file, and the folders that become empty. */
  void remove(RepositoryPath path) throws IOException {
    Path target = path.in(root);
    if (kept.contains(path) || Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    requireAsSeen(path);
    Files.deleteIfExists(target);
    noteFolders(target);
    for (Path folder = target.getParent(); !folder.equals(root); folder = folder.getParent()) {
      try {
        Files.deleteIfExists(folder);
      } catch (DirectoryNotEmptyException e) {
        return;
      }
    }
  }

  /** Makes the folder of a subdataset, which may stay empty. */
  void makeFolder(RepositoryPath path) throws IOException {
    Path target = path.in(root);
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      requireFolders(path, Set.of());
      mode.makeFolders(target);
      noteFolders(target);
    }
  }

  // A folder that is replaced by a file was removed with its last file.
  private void requireAsSeen(RepositoryPath path) throws IOException {
    Optional<Seen> expected = seen.get(path).filter(before -> !before.isFolder());
    if (!Seen.of(path.in(root)).equals(expected)) {
      throw changed(path);
    }
  }

  private FailureException changed(RepositoryPath path) {
    return new FailureException(
        FailureKind.DATASET,
        path.in(root).toString(),
        "was written by someone while its new version was about to be put there",
        NextStep.of("move it elsewhere, then: longshore resume -C {}", root));
  }

  private void noteFolders(Path target) {
    for (Path folder = target.getParent(); folder.startsWith(root); folder = folder.getParent()) {
      changedFolders.add(folder);
    }
  }

  /** Forces the changed names to disk. */
  void force() throws IOException {
    for (Path folder : changedFolders) {
      if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        Disk.force(folder);
      }
    }
    changedFolders.clear();
  }
}
