package io.longshore.cli.demo;

import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.LocalCommandRunner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Makes image layers of Debian packages that are installed on this machine, so that the demo needs
 * no other registry than its own.
 */
public final class InstalledPackages {
  private static final Path ROOT = Path.of("/");
  private static final int MODE_BITS = 07777;
  private static final List<String> SKIPPED =
      List.of(
          "/usr/share/doc",
          "/usr/share/man",
          "/usr/share/locale",
          "/usr/share/info",
          "/usr/share/i18n");

  private InstalledPackages() {}

  /**
   * A layer in ustar with pax headers: the packages' files, directories and links, owned by 0:0,
   * without documentation and translations, sorted by path.
   *
   * @throws io.longshore.ground.FailureException of kind TOOL if dpkg does not know one of the
   *     packages
   */
  public static byte[] layer(Collection<String> packages) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = open(bytes)) {
      for (String path : files(packages)) {
        add(tar, Path.of(path));
      }
    }
    return bytes.toByteArray();
  }

  private static TarArchiveOutputStream open(ByteArrayOutputStream bytes) {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    return tar;
  }

  /** The names of {@code packages} and of all installed packages that they depend on. */
  public static NavigableSet<String> withDependencies(String... packages) throws IOException {
    Map<String, List<String>> dependencies = new HashMap<>();
    for (String line :
        dpkg(Command.of(ROOT, "dpkg-query")
                .options("-W", "-f=${Package}\\t${Pre-Depends},${Depends}\\n"))
            .lines()
            .toList()) {
      String[] fields = line.split("\t", 2);
      dependencies.put(fields[0], names(fields[1]));
    }
    NavigableSet<String> found = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(packages));
    while (!open.isEmpty()) {
      String name = open.pop();
      if (dependencies.containsKey(name) && found.add(name)) {
        dependencies.get(name).forEach(open::push);
      }
    }
    return found;
  }

  // "libc6 (>= 2.36), debconf (>= 0.5) | debconf-2.0, perl:any"
  private static List<String> names(String relation) {
    return Stream.of(relation.split("[,|]"))
        .map(part -> part.strip().replaceFirst("[ (:].*", ""))
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static NavigableSet<String> files(Collection<String> packages) throws IOException {
    NavigableSet<String> files = new TreeSet<>();
    for (String name : packages) {
      dpkg(Command.of(ROOT, "dpkg-query").options("-L").operands(name))
          .lines()
          .filter(line -> line.startsWith("/") && !line.equals("/."))
          .filter(line -> SKIPPED.stream().noneMatch(line::startsWith))
          .forEach(files::add);
    }
    return files;
  }

  private static String dpkg(Command command) throws IOException {
    return new LocalCommandRunner().run(command).text();
  }

  private static void add(TarArchiveOutputStream tar, Path path) throws IOException {
    String name = path.toString().substring(1);
    if (Files.isSymbolicLink(path)) {
      TarArchiveEntry link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
      link.setLinkName(Files.readSymbolicLink(path).toString());
      finish(tar, link, path, 0777);
    } else if (Files.isDirectory(path)) {
      finish(tar, new TarArchiveEntry(name + "/"), path, mode(path));
    } else if (Files.isRegularFile(path) && Files.isReadable(path)) {
      TarArchiveEntry file = new TarArchiveEntry(name);
      file.setSize(Files.size(path));
      finish(tar, file, path, mode(path));
    }
  }

  private static void finish(TarArchiveOutputStream tar, TarArchiveEntry entry, Path path, int mode)
      throws IOException {
    FileTime modified = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS);
    entry.setModTime(modified.toMillis() / 1000 * 1000);
    entry.setMode(mode);
    entry.setIds(0, 0);
    tar.putArchiveEntry(entry);
    if (entry.isFile() && !entry.isSymbolicLink()) {
      Files.copy(path, tar);
    }
    tar.closeArchiveEntry();
  }

  private static int mode(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:mode") & MODE_BITS;
  }
}
