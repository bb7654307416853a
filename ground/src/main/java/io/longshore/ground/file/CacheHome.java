package io.longshore.ground.file;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where a user's programs keep what they can have again. */
public final class CacheHome {
  private CacheHome() {}

  /**
   * {@code $XDG_CACHE_HOME}, else {@code .cache} of the home; empty if there is neither. Relative
   * paths are ignored, as the XDG base directory specification asks for.
   */
  public static Optional<Path> of(Map<String, String> environment, Optional<Path> home) {
    return Optional.ofNullable(environment.get("XDG_CACHE_HOME"))
        .map(Path::of)
        .filter(Path::isAbsolute)
        .or(() -> home.filter(Path::isAbsolute).map(folder -> folder.resolve(".cache")));
  }
}
