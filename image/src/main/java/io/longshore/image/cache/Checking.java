package io.longshore.image.cache;

import io.longshore.ground.file.KeptFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads every block there is, and drops the packs that are damaged. */
final class Checking {
  private final CacheFolder folder;
  private int packs;
  private long blocks;
  private long bytes;
  private final List<KeptFile> dropped = new ArrayList<>();

  Checking(CacheFolder folder) {
    this.folder = folder;
  }

  CacheCheck check() throws IOException {
    for (KeptFile file : folder.packs()) {
      boolean whole = isWhole(file);
      // Another process may have pruned it meanwhile: some file systems then fail the reads.
      if (Files.exists(file.path())) {
        packs++;
        bytes += file.size();
        if (!whole && Files.deleteIfExists(file.path())) {
          dropped.add(file);
        }
      }
    }
    return new CacheCheck(packs, blocks, bytes, dropped);
  }

  private boolean isWhole(KeptFile file) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      Optional<Pack> opened = Pack.open(file.path(), arena);
      if (opened.isEmpty()) {
        return false;
      }
      try (Pack pack = opened.get()) {
        List<PackEntry> entries = pack.entries();
        blocks += pack.blocks();
        boolean whole = entries.size() == pack.blocks();
        for (PackEntry entry : entries) {
          whole &= pack.read(entry).isPresent();
        }
        return whole;
      }
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      // The disk does not give it back.
      return false;
    }
  }
}
