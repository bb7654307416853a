package io.longshore.image.compare;

import io.longshore.oci.layer.entry.FileName;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The files that Apptainer, Singularity and Longshore put into every image, and the directories
 * that recipes add. They are no difference between images: {@code /.singularity.d} with all that is
 * in it; the links into it; {@code /etc/hosts} and {@code /etc/resolv.conf}, which the runtime
 * mounts over; and mount points that are an empty directory in one image and absent in the other.
 */
final class BuilderFiles implements LeftOut {
  private static final String FOLDER = "/.singularity.d";
  private static final Set<String> FILES =
      Set.of(
          "/.exec",
          "/.run",
          "/.shell",
          "/.test",
          "/environment",
          "/singularity",
          "/etc/hosts",
          "/etc/resolv.conf");
  private static final Set<String> MOUNT_POINTS =
      Set.of("/dev", "/etc", "/home", "/proc", "/root", "/sys", "/tmp", "/var", "/var/tmp");

  private final Set<String> directories = new HashSet<>(MOUNT_POINTS);
  private final TreeSet<String> met = new TreeSet<>();

  /**
   * @param recipeDirectories absolute paths
   */
  BuilderFiles(Set<String> recipeDirectories) {
    for (String path : recipeDirectories) {
      for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
        directories.add(path.substring(0, end));
      }
    }
  }

  @Override
  public boolean covers(String path, Optional<TreeEntry> first, Optional<TreeEntry> second) {
    boolean covered = isOfBuilder(path, first, second);
    if (covered) {
      met.add(path);
    }
    return covered;
  }

  /** The paths that were left out, sorted. */
  SortedSet<String> met() {
    return met;
  }

  private boolean isOfBuilder(String path, Optional<TreeEntry> first, Optional<TreeEntry> second) {
    if (path.equals(FOLDER)) {
      return true;
    }
    if (FILES.contains(path)) {
      return !isFolder(first) && !isFolder(second);
    }
    return directories.contains(path)
        && (first.isEmpty() || second.isEmpty())
        && isEmpty(path, first.or(() -> second).orElseThrow());
  }

  private static boolean isFolder(Optional<TreeEntry> entry) {
    return entry.isPresent() && entry.get().kind() instanceof FileKind.Folder;
  }

  /** Whether {@code directory} is empty except for files that are left out as well. */
  private boolean isEmpty(String path, TreeEntry directory) {
    if (!(directory.kind() instanceof FileKind.Folder)) {
      return false;
    }
    SortedMap<FileName, TreeEntry> children;
    try {
      children = directory.children();
    } catch (IOException e) {
      return false;
    }
    return children.entrySet().stream()
        .allMatch(
            child ->
                isOfBuilder(
                    path + "/" + child.getKey(), Optional.of(child.getValue()), Optional.empty()));
  }
}
