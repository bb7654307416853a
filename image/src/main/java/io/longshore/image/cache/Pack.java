package io.longshore.image.cache;

import io.longshore.squashfs.BlockKey;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A finished pack, open for reading. It stays readable if its file is deleted. */
final class Pack implements AutoCloseable {
  /** A pack counts as used when a build took at least this part of its bytes from it. */
  private static final int USED_PART = 16;

  private final Path file;
  private final FileChannel channel;
  private final PackTrailer trailer;
  private final PackIndex index;
  private final AtomicLong bytesLeftToBeUsed;

  private Pack(Path file, FileChannel channel, PackTrailer trailer, PackIndex index) {
    this.file = file;
    this.channel = channel;
    this.trailer = trailer;
    this.index = index;
    bytesLeftToBeUsed = new AtomicLong(trailer.indexPosition() / USED_PART);
  }

  /**
   * @param arena holds the index
   * @return empty if the file is gone or is not a whole pack
   */
  static Optional<Pack> open(Path file, Arena arena) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    Optional<Pack> pack = Optional.empty();
    try {
      Optional<PackTrailer> trailer = PackTrailer.read(channel);
      if (trailer.isPresent()) {
        pack =
            PackIndex.read(channel, trailer.get(), arena)
                .map(index -> new Pack(file, channel, trailer.get(), index));
      }
      return pack;
    } finally {
      if (pack.isEmpty()) {
        channel.close();
      }
    }
  }

  /** The block with {@code key}, if the pack has it undamaged. */
  Optional<byte[]> find(BlockKey key) throws IOException {
    Optional<PackEntry> entry = index.find(key);
    if (entry.isEmpty() || !isInside(entry.get())) {
      return Optional.empty();
    }
    Optional<byte[]> block = entry.get().read(channel);
    block.ifPresent(bytes -> noteUse(bytes.length));
    return block;
  }

  boolean holds(BlockKey key) {
    return index.find(key).isPresent();
  }

  /** The entries in the order of their blocks in the pack. */
  List<PackEntry> entries() {
    List<PackEntry> entries = new ArrayList<>(index.size());
    for (int i = 0; i < index.size(); i++) {
      entries.add(index.get(i));
    }
    entries.removeIf(entry -> !isInside(entry));
    entries.sort(Comparator.comparingLong(PackEntry::position));
    return entries;
  }

  Optional<byte[]> read(PackEntry entry) throws IOException {
    return entry.read(channel);
  }

  int blocks() {
    return index.size();
  }

  private boolean isInside(PackEntry entry) {
    return entry.position() >= 0
        && entry.length() >= 0
        && entry.length() <= trailer.indexPosition() - entry.position();
  }

  private void noteUse(int bytes) {
    long before = bytesLeftToBeUsed.getAndAdd(-bytes - 1L);
    if (before >= 0 && before <= bytes) {
      try {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      } catch (IOException e) {
        // The file was deleted or belongs to another user; the pack can be used all the same.
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
