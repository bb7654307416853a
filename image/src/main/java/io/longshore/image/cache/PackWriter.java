package io.longshore.image.cache;

import io.longshore.ground.file.DiskSpace;
import io.longshore.squashfs.BlockKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * A pack that one thread writes. Any thread may look up the blocks written so far. {@link #close}
 * deletes the pack unless {@link #publish} has been called.
 */
final class PackWriter implements AutoCloseable {
  static final Pattern WRITING_NAME = Pattern.compile("[0-9a-f]{32}\\.writing");
  static final Pattern FINISHED_NAME = Pattern.compile("[0-9a-f]{32}\\.pack");

  private static final String WRITING = ".writing";
  private static final String FINISHED = ".pack";

  /** Limits the memory for the entries, about 130 bytes each. */
  static final int MOST_BLOCKS = 1 << 16;

  /** No pack is begun where less than this part of the file system is free. */
  private static final int PART_LEFT_FREE = 20;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path writing;
  private final FileChannel output;

  /**
   * A separate channel for reading, because an interrupted reader closes the channel it reads from.
   */
  private final FileChannel input;

  private final Map<BlockKey, PackEntry> entries = new ConcurrentHashMap<>();
  private long length;
  private boolean published;

  private PackWriter(Path writing, FileChannel output, FileChannel input) {
    this.writing = writing;
    this.output = output;
    this.input = input;
  }

  /**
   * @throws IOException also where less than a twentieth of the file system is free
   */
  static PackWriter create(Path folder) throws IOException {
    requireSpace(folder);
    byte[] random = new byte[16];
    RANDOM.nextBytes(random);
    Path writing = folder.resolve(HexFormat.of().formatHex(random) + WRITING);
    FileChannel output =
        FileChannel.open(
            writing,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      return new PackWriter(writing, output, FileChannel.open(writing));
    } catch (IOException e) {
      output.close();
      throw e;
    }
  }

  private static void requireSpace(Path folder) throws IOException {
    if (DiskSpace.free(folder) < DiskSpace.total(folder) / PART_LEFT_FREE) {
      throw new IOException("less than a twentieth of its file system is free");
    }
  }

  /** Adds a block unless the pack has it already. */
  void append(BlockKey key, byte[] compressed) throws IOException {
    if (!entries.containsKey(key)) {
      PackEntry entry = PackEntry.of(key, length, compressed);
      write(ByteBuffer.wrap(compressed));
      entries.put(key, entry);
    }
  }

  Optional<byte[]> find(BlockKey key) throws IOException {
    PackEntry entry = entries.get(key);
    return entry == null ? Optional.empty() : entry.read(input);
  }

  /** The number of bytes of the blocks written so far. */
  long length() {
    return length;
  }

  boolean isFull() {
    return entries.size() >= MOST_BLOCKS;
  }

  /**
   * Finishes the pack and gives it its final name.
   *
   * @throws java.nio.file.NoSuchFileException if somebody has cleared the cache meanwhile
   */
  Path publish() throws IOException {
    PackTrailer trailer;
    ByteBuffer index = PackIndex.encode(entries.values());
    trailer = new PackTrailer(length, entries.size(), PackIndex.checksum(index));
    write(index);
    write(trailer.encode());
    output.close();
    String name = writing.getFileName().toString();
    Path finished =
        writing.resolveSibling(name.substring(0, name.length() - WRITING.length()) + FINISHED);
    Files.move(writing, finished, StandardCopyOption.ATOMIC_MOVE);
    published = true;
    return finished;
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      length += output.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    output.close();
    input.close();
    if (!published) {
      Files.deleteIfExists(writing);
    }
  }
}
