package io.longshore.image.cache;

import io.longshore.ground.file.KeptFile;
import java.util.List;

/**
 * What a pruning forgot, or would forget.
 *
 * @param leftToAnother whether another process was at it, so that nothing was done here
 */
public record Pruned(List<KeptFile> files, boolean leftToAnother) {
  static final Pruned BY_ANOTHER = new Pruned(List.of(), /* leftToAnother= */ true);

  public Pruned {
    files = List.copyOf(files);
  }
}
