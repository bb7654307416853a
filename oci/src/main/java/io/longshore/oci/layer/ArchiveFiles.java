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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The files of a tar archive of images, which may be compressed like a layer. No name in the
 * archive becomes the name of a file: contents are unpacked to numbered files.
 */
public final class ArchiveFiles {
  /** The longest chain of links that is followed. */
  private static final int LONGEST_CHAIN = 8;

  /** The part of the disk that stays free (one in 100), because others write to it too. */
  private static final int PART_LEFT_FREE = 100;

  /** The endings of names that xz and bzip2 take away when they unpack. */
  private static final Pattern PACKED = Pattern.compile("[.](xz|bz2)$");

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
   * @param folder an empty folder with space for the whole archive
   * @param limits the limits of a layer, applied to the archive: the size of its files with holes
   *     filled, the number of its entries, and the memory for their names
   * @throws FailureException of kind {@link FailureKind#MISSING} if there is no such file, {@link
   *     FailureKind#MALFORMED} if it is not a tar archive, {@link FailureKind#UNSUPPORTED} if it
   *     exceeds the limits, {@link FailureKind#DISK_FULL} if {@code folder} has no space for a
   *     file, which is checked before the file is written
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
    Optional<String> packer = LayerCompression.foreign(head);
    if (packer.isPresent()) {
      throw packed(packer.get());
    }
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
          // If several entries have the same name, the last one counts.
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

  /** The images in the archive are sound: it is the archive that has to be unpacked. */
  private FailureException packed(String packer) {
    String name = archive.toString();
    // Without such an ending the program would not know what to call the result.
    Matcher ending = PACKED.matcher(name);
    return new FailureException(
        FailureKind.UNSUPPORTED,
        name,
        "is an archive packed with " + packer + "; gzip and zstd can be read",
        ending.find()
            ? NextStep.of("run: {} -dk {}", packer, archive)
                .then(" and name what it makes: {}", ending.replaceFirst(""))
            : NextStep.of("run: {} -dc {} > {}", packer, archive, name + ".tar")
                .then(" and name {}", name + ".tar"));
  }

  /** Holes take no space in an archive, but as much as other bytes after unpacking. */
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

  /**
   * The content of a file.
   *
   * @param name a path in the archive; links are followed
   */
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
   * The content of a file that the archive must have.
   *
   * @throws FailureException of kind {@link FailureKind#MALFORMED} if the archive does not have it
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

  /** The failure for an archive that is malformed. */
  public FailureException malformed(String problem) {
    return new FailureException(
        FailureKind.MALFORMED,
        archive.toString(),
        problem,
        "make the archive again, for example with: docker save, podman save or skopeo copy");
  }
}
