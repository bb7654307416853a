package io.longshore.image.soundness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.longshore.squashfs.Inode;
import io.longshore.squashfs.SquashfsReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks paths up in the root file system of an image as a process would whose root it is. */
final class ImageRoot {
  /** As many as Linux follows. */
  private static final int MOST_LINKS = 40;

  /** PATH_MAX of Linux without its final NUL, in bytes. */
  private static final int LONGEST_PATH = 4095;

  /** Entries of directories, in all: a small image can make somebody read them again and again. */
  private static final int MOST_ENTRIES = 5_000_000;

  /** Bytes of a file that are gone through to get at what stands behind them. */
  private static final long FARTHEST = 64 << 20;

  private static final int FOR_OTHERS = 01;

  private final SquashfsReader reader;
  private final Map<Place, Optional<Inode>> known = new HashMap<>();
  private int entries;

  private record Place(long directory, String name) {}

  private record Folder(String name, Inode.DirectoryInode inode) {}

  ImageRoot(SquashfsReader reader) {
    this.reader = reader;
  }

  /** Where {@code path} leads, seen from the root, whether it begins with a slash or not. */
  Resolution resolve(String path) throws IOException {
    Deque<Folder> folders = new ArrayDeque<>();
    Deque<String> ahead = new ArrayDeque<>();
    if (!push(path, ahead)) {
      return new Resolution.Endless();
    }
    boolean open = true;
    int links = 0;
    while (!ahead.isEmpty()) {
      String name = ahead.pop();
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (name.equals("..")) {
        folders.pollLast();
        continue;
      }
      Inode.DirectoryInode folder = folders.isEmpty() ? reader.root() : folders.getLast().inode();
      open &= isOpen(folder);
      Optional<Inode> inode = find(folder, name);
      if (inode.isEmpty()) {
        return new Resolution.Absent(pathOf(folders, name));
      }
      switch (inode.get()) {
        case Inode.SymbolicLinkInode link -> {
          String target = ByteText.of(link.target());
          if (++links > MOST_LINKS || !push(target, ahead)) {
            return new Resolution.Endless();
          }
          if (target.startsWith("/")) {
            folders.clear();
          }
        }
        case Inode.DirectoryInode directory -> folders.addLast(new Folder(name, directory));
        case Inode file -> {
          String here = pathOf(folders, name);
          return ahead.isEmpty()
              ? new Resolution.Found(here, file, open)
              : new Resolution.Absent(here + "/" + String.join("/", ahead));
        }
      }
    }
    return folders.isEmpty()
        ? new Resolution.Found("/", reader.root(), open)
        : foundFolder(folders, open);
  }

  private static Resolution foundFolder(Deque<Folder> folders, boolean open) {
    Folder last = folders.removeLast();
    return new Resolution.Found(pathOf(folders, last.name()), last.inode(), open);
  }

  private static boolean push(String path, Deque<String> ahead) {
    if (path.length() > LONGEST_PATH) {
      return false;
    }
    String[] names = path.split("/", -1);
    for (int i = names.length - 1; i >= 0; i--) {
      ahead.push(names[i]);
    }
    return ahead.size() <= LONGEST_PATH;
  }

  private static String pathOf(Deque<Folder> folders, String name) {
    return folders.stream().map(folder -> "/" + folder.name()).collect(Collectors.joining())
        + "/"
        + name;
  }

  static boolean isOpen(Inode inode) {
    return (inode.attributes().permissions() & FOR_OTHERS) != 0;
  }

  private Optional<Inode> find(Inode.DirectoryInode folder, String name) throws IOException {
    Place place = new Place(folder.number(), name);
    Optional<Inode> before = known.get(place);
    if (before != null) {
      return before;
    }
    byte[] wanted = name.getBytes(ISO_8859_1);
    Inode[] found = new Inode[1];
    reader.list(
        folder,
        entry -> {
          if (++entries > MOST_ENTRIES) {
            throw new UnreachedException(
                "has folders with more than 5 million entries, which are not all looked through");
          }
          if (Arrays.equals(entry.name(), wanted)) {
            found[0] = entry.inode();
          }
        });
    Optional<Inode> inode = Optional.ofNullable(found[0]);
    known.put(place, inode);
    return inode;
  }

  /** At most so many bytes from the start of the file. */
  byte[] start(Inode.FileInode file, int most) throws IOException {
    try (InputStream content = reader.content(file)) {
      return content.readNBytes(most);
    }
  }

  /**
   * Exactly these bytes; empty if the file has not so many.
   *
   * @throws UnreachedException if they lie too far from its start
   */
  Optional<byte[]> bytes(Inode.FileInode file, long offset, int length) throws IOException {
    if (offset < 0 || offset > file.size() - length) {
      return Optional.empty();
    }
    if (offset > FARTHEST) {
      throw new UnreachedException(
          "of which a part begins more than 64 MiB behind its start, and is not looked at");
    }
    try (InputStream content = reader.content(file)) {
      content.skipNBytes(offset);
      return Optional.of(content.readNBytes(length));
    } catch (EOFException _) {
      return Optional.empty();
    }
  }

  /** Reads all folders and what they name, but no file. */
  void readAllFolders() throws IOException {
    reader.walk((_, _) -> {});
  }
}
