package io.longshore.image.cache;

import io.longshore.ground.file.KeptFile;
import io.longshore.ground.file.KeptFiles;
import java.util.List;

/**
 * What reading all blocks of a cache has shown.
 *
 * @param packs read
 * @param blocks in those, damaged ones too
 * @param bytes of those packs
 * @param dropped packs with blocks that were not what was written
 */
public record CacheCheck(int packs, long blocks, long bytes, List<KeptFile> dropped) {
  public CacheCheck {
    dropped = List.copyOf(dropped);
  }

  public long freed() {
    return KeptFiles.size(dropped);
  }
}
