package io.longshore.benchmark.image;

import io.longshore.benchmark.image.FileSpool.Slice;
import io.longshore.benchmark.process.Program;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads the files of Debian packages, as {@code dpkg-deb} unpacks them, into a spool. */
final class PackageReader {
  private final FileSpool spool;

  PackageReader(FileSpool spool) {
    this.spool = spool;
  }

  /**
   * The files of all packages by path. If several packages have a directory, the first one counts.
   */
  NavigableMap<String, PackagedFile> read(Collection<Path> packages) throws IOException {
    NavigableMap<String, PackagedFile> files = new TreeMap<>();
    for (Path file : packages) {
      Program.in(file.getParent())
          .run(
              List.of("dpkg-deb", "--fsys-tarfile", file.toString()),
              output -> {
                add(output, files);
                return files.size();
              });
    }
    return files;
  }

  private void add(InputStream archive, NavigableMap<String, PackagedFile> files)
      throws IOException {
    TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new BufferedInputStream(archive, 1 << 16), StandardCharsets.UTF_8.name());
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      Optional<PackagedFile> file = file(entry, tar);
      if (file.isPresent()) {
        files.putIfAbsent(file.get().path(), file.get());
      }
    }
    // dpkg-deb fails if its output is closed before it has written the padding.
    archive.transferTo(OutputStream.nullOutputStream());
  }

  private Optional<PackagedFile> file(TarArchiveEntry entry, InputStream content)
      throws IOException {
    String path = path(entry.getName());
    int mode = entry.getMode() & 07777;
    if (path.isEmpty()) {
      return Optional.empty();
    }
    if (entry.isDirectory()) {
      return Optional.of(
          new PackagedFile.Directory(path, mode, entry.getLongUserId(), entry.getLongGroupId()));
    }
    if (entry.isSymbolicLink()) {
      return Optional.of(new PackagedFile.SymbolicLink(path, entry.getLinkName()));
    }
    if (entry.isLink()) {
      return Optional.of(new PackagedFile.HardLink(path, path(entry.getLinkName())));
    }
    if (entry.isFile()) {
      Slice slice = spool.append(content);
      return Optional.of(
          new PackagedFile.Regular(
              path, mode, entry.getLongUserId(), entry.getLongGroupId(), slice));
    }
    throw new IOException(entry.getName() + " is of a type that Debian packages do not have");
  }

  private static String path(String name) {
    String path = name.startsWith("./") ? name.substring(2) : name;
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
