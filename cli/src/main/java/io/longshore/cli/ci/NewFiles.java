package io.longshore.cli.ci;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.ground.file.Disk;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Writes files that belong together: either all files get their names or none does. No file that
 * exists is replaced.
 */
public final class NewFiles {
  private final SequencedMap<Path, Path> asides = new LinkedHashMap<>();
  private final List<Path> named = new ArrayList<>();

  private NewFiles() {}

  /**
   * @param root a folder that all files are below; nothing below it is written through symbolic
   *     links, because a link in a dataset may come from a stranger
   * @param files the texts of the files by their paths; missing folders are made
   * @throws FileAlreadyExistsException if one of the files exists; the message names the file
   * @throws FailureException of kind DATASET if a folder between the root and a file is a symbolic
   *     link
   */
  public static void write(Path root, Map<Path, String> files) throws IOException {
    for (Path file : files.keySet()) {
      requireFoldersBelow(root, file);
    }
    NewFiles writing = new NewFiles();
    boolean whole = false;
    try {
      for (Map.Entry<Path, String> file : files.entrySet()) {
        writing.writeAside(file.getKey(), file.getValue());
      }
      writing.name();
      whole = true;
    } finally {
      writing.end(whole);
    }
  }

  private static void requireFoldersBelow(Path root, Path file) throws FailureException {
    for (Path folder = file.getParent(); !folder.equals(root); folder = folder.getParent()) {
      if (Files.isSymbolicLink(folder)) {
        throw new FailureException(
            FailureKind.DATASET,
            folder.toString(),
            "is a symbolic link on the way to "
                + root.relativize(file)
                + ", and nothing is written through it",
            NextStep.of("look where it leads (ls -ld {}) and put a folder in its place", folder));
      }
    }
  }

  private void writeAside(Path file, String text) throws IOException {
    requireFree(file);
    Path folder = Files.createDirectories(file.getParent());
    Path aside = Files.createTempFile(folder, ".longshore-", ".partial");
    asides.put(file, aside);
    Files.writeString(aside, text);
    Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rw-r--r--"));
    Disk.force(aside);
  }

  private static void requireFree(Path file) throws FileAlreadyExistsException {
    if (Files.exists(file) || Files.isSymbolicLink(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
  }

  private void name() throws IOException {
    for (Map.Entry<Path, Path> file : asides.entrySet()) {
      name(file.getKey(), file.getValue());
      named.add(file.getKey());
      Disk.force(file.getKey().getParent());
    }
  }

  // Making a hard link never replaces a file. Not all file systems have hard links.
  private static void name(Path file, Path aside) throws IOException {
    try {
      Files.createLink(file, aside);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (FileSystemException | UnsupportedOperationException e) {
      Files.move(aside, file);
    }
  }

  private void end(boolean whole) throws IOException {
    for (Path aside : asides.values()) {
      Files.deleteIfExists(aside);
    }
    if (!whole) {
      for (Path file : named) {
        Files.deleteIfExists(file);
      }
    }
  }
}
