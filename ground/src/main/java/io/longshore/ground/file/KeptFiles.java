package io.longshore.ground.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Files of a private folder that are kept from one command to the next. Each can be had again, so
 * whoever wants room may delete any, at any time: who has one open reads on.
 *
 * @param names of the files; what else is in the folder is nothing to us
 */
public record KeptFiles(PrivateFolder folder, Pattern names) {

  /**
   * Those of use last come last; none if the folder is not there.
   *
   * @throws io.longshore.ground.FailureException if the folder is not private
   */
  public List<KeptFile> list() throws IOException {
    List<KeptFile> files = new ArrayList<>();
    for (Path file : folder.files(names)) {
      try {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        files.add(new KeptFile(file, attributes.size(), attributes.lastModifiedTime().toInstant()));
      } catch (NoSuchFileException e) {
        // Deleted by somebody else since it was listed.
      }
    }
    files.sort(Comparator.comparing(KeptFile::lastUse).thenComparing(KeptFile::path));
    return files;
  }

  /** Those that were of no use since {@code time}. */
  public List<KeptFile> unusedSince(Instant time) throws IOException {
    return list().stream().filter(file -> file.lastUse().isBefore(time)).toList();
  }

  /** Deletes those that were of no use for so long. */
  public void forgetUnusedFor(Duration time) throws IOException {
    delete(unusedSince(Instant.now().minus(time)));
  }

  /**
   * @return those of {@code files} that were still there
   */
  public static List<KeptFile> delete(List<KeptFile> files) throws IOException {
    List<KeptFile> deleted = new ArrayList<>();
    for (KeptFile file : files) {
      if (Files.deleteIfExists(file.path())) {
        deleted.add(file);
      }
    }
    return deleted;
  }

  public static long size(List<KeptFile> files) {
    return files.stream().mapToLong(KeptFile::size).sum();
  }
}
