package io.longshore.acceptance.sif;

import io.longshore.oci.layer.ObservedFile;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * What our SIF has to look like, given what a peer made of the same layout. The rest is the same,
 * file by file:
 *
 * <ul>
 *   <li>Files of a builder (Apptainer's and ours) are owned by root and have the time of the image;
 *       what is written in them is not compared.
 *   <li>Directories that no layer describes have 0755 (and a set-group-id bit that is handed down),
 *       and the time of the image; a peer gives them its umask and the current time.
 *   <li>A directory made in place of a file is one that no layer describes; umoci since 0.5 gives
 *       it the attributes of the file.
 *   <li>A directory that a peer wrote into later than it set its time has the current time there,
 *       and its own with us.
 *   <li>Device nodes outside of {@code /dev} are empty files with us, and the root has all rights
 *       for its owner, so that every user can unpack it. The peers run as root, and make devices.
 *   <li>The root is what its entry says; Apptainer gives it 0755 and the current time, umoci the
 *       time 0 if no layer describes it.
 * </ul>
 */
final class ExpectedTree {
  private static final Set<String> MADE_IF_ABSENT =
      Set.of("dev", "etc", "home", "proc", "root", "sys", "tmp", "var", "var/tmp");
  private static final Set<String> REPLACED =
      Set.of(
          ".exec",
          ".run",
          ".shell",
          ".test",
          "environment",
          "singularity",
          "etc/hosts",
          "etc/resolv.conf");
  private static final String OWN_FOLDER = ".singularity.d";

  private final NavigableMap<String, ObservedFile> ours;
  private final long imageTime;
  private final boolean hasDirectoriesOverFiles;

  /**
   * @param ours of an image with no file that has just the time of the image
   */
  ExpectedTree(NavigableMap<String, ObservedFile> ours, boolean hasDirectoriesOverFiles) {
    this.ours = ours;
    this.imageTime = ours.get(OWN_FOLDER).modified();
    this.hasDirectoriesOverFiles = hasDirectoriesOverFiles;
  }

  NavigableMap<String, ObservedFile> from(Peer peer, Peer.Outcome.Unpacked unpacked) {
    NavigableMap<String, ObservedFile> expected = new TreeMap<>();
    unpacked
        .tree()
        .forEach(
            (path, file) -> {
              if (!isIn(OWN_FOLDER, path)) {
                expected.put(path, counterpart(path, file, unpacked.start()));
              }
            });
    makeUnpackable(expected);
    if (peer == Peer.APPTAINER) {
      expected.put("", ours.get(""));
    }
    ours.forEach(
        (path, file) -> {
          if (isOfBuilder(path, file)) {
            requireBuilt(path, file);
            if (peer == Peer.UMOCI || isIn(OWN_FOLDER, path)) {
              expected.put(path, file);
            }
          }
        });
    return expected;
  }

  private static void makeUnpackable(Map<String, ObservedFile> tree) {
    Set<String> replaced = new HashSet<>();
    tree.forEach(
        (path, file) -> {
          if (file.isDevice() && !path.startsWith("dev/")) {
            replaced.add(file.firstName());
          }
        });
    tree.replaceAll((_, file) -> replaced.contains(file.firstName()) ? file.asEmptyFile() : file);
    tree.computeIfPresent("", (_, root) -> root.withPermissions(root.permissions() | 0700));
  }

  private ObservedFile counterpart(String path, ObservedFile theirs, long start) {
    ObservedFile file = ours.get(path);
    if (hasDirectoriesOverFiles
        && theirs.isDirectory()
        && file != null
        && file.modified() == imageTime) {
      return file;
    }
    boolean hasUnpackersTime = theirs.modified() >= start || path.isEmpty();
    if (file == null || !hasUnpackersTime) {
      return theirs;
    }
    if (file.modified() != imageTime) {
      return theirs.isDirectory() ? theirs.modifiedAt(file.modified()) : theirs;
    }
    ObservedFile timed = theirs.modifiedAt(imageTime);
    return theirs.isDirectory()
        ? timed.withPermissions((theirs.permissions() & 07000) | 0755)
        : timed;
  }

  private boolean isOfBuilder(String path, ObservedFile file) {
    return file.modified() == imageTime
        && (MADE_IF_ABSENT.contains(path) || REPLACED.contains(path) || isIn(OWN_FOLDER, path));
  }

  private static void requireBuilt(String path, ObservedFile file) {
    if (file.uid() != 0 || file.gid() != 0 || !file.extended().equals(Map.of())) {
      throw new AssertionError("/" + path + " is of the builder and has " + file);
    }
  }

  private static boolean isIn(String folder, String path) {
    return path.equals(folder) || path.startsWith(folder + "/");
  }
}
