package io.longshore.cli.ci;

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

/** Files that belong together: either all get their names or none does. None replaces another. */
public final class NewFiles {
  private final SequencedMap<Path, Path> asides = new LinkedHashMap<>();
  private final List<Path> named = new ArrayList<>();

  private NewFiles() {}

  /**
   * @param files their texts by their names; folders that are not there are made
   * @throws FileAlreadyExistsException if a file has one of the names; it says which
   */
  public static void write(Map<Path, String> files) throws IOException {
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

  // A link never replaces a file. Not all file systems have links.
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
