package io.longshore.image.cache;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The folder the packs lie in. Only its owner may read it: what is inside may be private. */
record CacheFolder(Path path) {
  private static final String TAG = "CACHEDIR.TAG";

  /** What the specification at https://bford.info/cachedir/ asks for, so that backups skip it. */
  private static final String TAG_CONTENT =
      """
      Signature: 8a477f597d28d172789f06886806bc55
      # Compressed blocks of images, kept by Longshore. Deleting them costs time, nothing else.
      """;

  /**
   * Makes the folder if it is not there.
   *
   * @throws IOException if that is not possible, or if others may put blocks into it: whoever can
   *     do that decides what is in our images
   */
  void prepare() throws IOException {
    if (!Files.isDirectory(path)) {
      create();
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
    if (permissions.contains(PosixFilePermission.GROUP_WRITE)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IOException(path + " may be written by others (chmod 700 mends it)");
    }
    if (!isOurs()) {
      throw new IOException(path + " belongs to another user");
    }
  }

  /** Finished packs, those last of use at the end; none if there is no folder. */
  List<CacheFile> packs() throws IOException {
    return list("*" + PackWriter.FINISHED);
  }

  /** Packs being written, or left behind by a build that was killed. */
  List<CacheFile> unfinished() throws IOException {
    return list("*" + PackWriter.WRITING);
  }

  private void create() throws IOException {
    Files.createDirectories(path.getParent());
    try {
      Files.createDirectory(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.write(path.resolve(TAG), TAG_CONTENT.getBytes(US_ASCII));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(path)) {
        throw new NotDirectoryException(path.toString());
      }
    }
  }

  private boolean isOurs() throws IOException {
    Path self = Path.of("/proc/self");
    return !Files.exists(self)
        || Files.getAttribute(path, "unix:uid").equals(Files.getAttribute(self, "unix:uid"));
  }

  private List<CacheFile> list(String names) throws IOException {
    List<CacheFile> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(path, names)) {
      for (Path file : found) {
        addIfThere(files, file);
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    files.sort(Comparator.comparing(CacheFile::lastUse).thenComparing(CacheFile::path));
    return files;
  }

  private static void addIfThere(List<CacheFile> files, Path file) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      files.add(new CacheFile(file, attributes.size(), attributes.lastModifiedTime().toInstant()));
    } catch (NoSuchFileException e) {
      // Deleted by somebody else since it was listed.
    }
  }
}
