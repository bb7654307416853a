package io.longshore.oci.layer;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.ground.file.DiskSpace;
import io.longshore.oci.layer.entry.FilePath;
import io.longshore.oci.layer.entry.LayerEntry;
import io.longshore.oci.layer.tar.MalformedTarException;
import io.longshore.oci.layer.tar.TarReader;
import io.longshore.oci.layer.tar.UnsupportedTarEntryException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The files of a tar archive that holds an image, plain or compressed as layers may be. No name of
 * the archive reaches the file system: its content lies in files that are counted.
 */
public final class ArchiveFiles {
  /** More links in a row than this lead nowhere. */
  private static final int LONGEST_CHAIN = 8;

  /** Of the disk an archive is unpacked to: others write to it too. */
  private static final int PART_LEFT_FREE = 100;

  private final Path archive;
  private final Map<FilePath, Path> files = new HashMap<>();
  private final Map<FilePath, FilePath> links = new HashMap<>();

  private final LayerLimits limits;
  private int written;
  private long bytes;
  private long memory;

  private ArchiveFiles(Path archive, LayerLimits limits) {
    this.archive = archive;
    this.limits = limits;
  }

  /**
   * Unpacks {@code archive}.
   *
   * @param folder empty, and with room for all of it
   * @param limits for the archive as for a layer: its files with holes filled, its entries, and the
   *     memory that their names take
   * @throws FailureException of kind {@link FailureKind#MISSING} if there is no such file, {@link
   *     FailureKind#MALFORMED} if it is no tar archive, {@link FailureKind#UNSUPPORTED} if it is
   *     beyond the limits, {@link FailureKind#DISK_FULL} if {@code folder} has no room for a file,
   *     which is known before that is written
   */
  public static ArchiveFiles unpack(Path archive, Path folder, LayerLimits limits)
      throws IOException {
    ArchiveFiles unpacked = new ArchiveFiles(archive, limits);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(archive), 1 << 16)) {
      unpacked.read(in, folder);
    } catch (NoSuchFileException e) {
      throw new FailureException(
          FailureKind.MISSING,
          archive.toString(),
          Files.isSymbolicLink(archive) ? "has no content here" : "is not there",
          Files.isSymbolicLink(archive)
              ? NextStep.of("git annex get {}", archive)
              : NextStep.of(
                  "name an archive that is, for example one made by: docker save -o FILE NAME"),
          e);
    } catch (MalformedTarException | UnsupportedTarEntryException e) {
      throw unpacked.malformed(e.getMessage());
    }
    return unpacked;
  }

  private void read(InputStream in, Path folder) throws IOException {
    in.mark(LayerCompression.DETECTION_LENGTH);
    byte[] head = in.readNBytes(LayerCompression.DETECTION_LENGTH);
    in.reset();
    String subject = archive.toString();
    InputStream plain = LayerCompression.detect(head, subject).decompress(in, subject);
    TarReader tar = new TarReader(plain);
    int entries = 0;
    for (Optional<LayerEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
      entries++;
      if (entries > limits.entries()) {
        throw limits.tooManyEntries(subject);
      }
      count(next.get());
      switch (next.get()) {
        case LayerEntry.RegularFile file -> {
          Path content = folder.resolve(Integer.toString(written++));
          requireRoom(folder, file.size());
          Files.copy(tar.content(), content);
          // The last of several of one name counts.
          Path earlier = files.put(file.path(), content);
          if (earlier != null) {
            Files.delete(earlier);
          }
        }
        case LayerEntry.SymbolicLink link -> links.put(link.path(), target(link));
        case LayerEntry.HardLink link -> links.put(link.path(), link.target());
        case LayerEntry.Directory _, LayerEntry.Device _, LayerEntry.Fifo _ -> {}
      }
    }
  }

  /** Holes cost nothing in an archive, and as much as other bytes once it is unpacked. */
  private void count(LayerEntry entry) throws FailureException {
    memory += LayerLimits.NODE_BYTES + entry.path().toBytes().length;
    if (entry instanceof LayerEntry.SymbolicLink link) {
      memory += link.target().length;
    }
    if (memory > limits.treeBytes()) {
      throw limits.tooMuchMemory(archive.toString());
    }
    if (entry instanceof LayerEntry.RegularFile file) {
      if (file.size() > limits.uncompressedBytes() - bytes) {
        throw limits.tooManyBytes(archive.toString(), file.size());
      }
      bytes += file.size();
    }
  }

  private void requireRoom(Path folder, long size) throws IOException {
    long room = DiskSpace.free(folder) - DiskSpace.total(folder) / PART_LEFT_FREE;
    if (size > room) {
      throw new FailureException(
          FailureKind.DISK_FULL,
          archive.toString(),
          "holds a file of "
              + size
              + " bytes; "
              + folder
              + " has room for "
              + Math.max(0, room)
              + ", and a hundredth of the disk to spare",
          NextStep.of("make room there (see: df -h {}) and run the same command again", folder));
    }
  }

  private static FilePath target(LayerEntry.SymbolicLink link) {
    String target = new String(link.target(), StandardCharsets.UTF_8);
    String folder = new String(link.path().parent().toBytes(), StandardCharsets.UTF_8);
    return FilePath.parse(target.startsWith("/") ? target : folder + "/" + target);
  }

  /** The content of the file that {@code name}, a path in the archive, leads to. */
  public Optional<Path> find(String name) {
    FilePath path = FilePath.parse(name);
    for (int followed = 0; followed <= LONGEST_CHAIN; followed++) {
      Path content = files.get(path);
      if (content != null) {
        return Optional.of(content);
      }
      FilePath next = links.get(path);
      if (next == null) {
        return Optional.empty();
      }
      path = next;
    }
    return Optional.empty();
  }

  /**
   * As {@link #find}, for what must be there.
   *
   * @throws FailureException of kind {@link FailureKind#MALFORMED} if it is not
   */
  public Path require(String name) throws FailureException {
    return find(name).orElseThrow(() -> malformed("has no " + name + " in it"));
  }

  /** The names of all files, without leading slashes. */
  public Set<String> names() {
    return files.keySet().stream()
        .map(path -> new String(path.toBytes(), StandardCharsets.UTF_8))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Says that the archive is not what it was taken for. */
  public FailureException malformed(String problem) {
    return new FailureException(
        FailureKind.MALFORMED,
        archive.toString(),
        problem,
        "make the archive again, for example with: docker save, podman save or skopeo copy");
  }
}
