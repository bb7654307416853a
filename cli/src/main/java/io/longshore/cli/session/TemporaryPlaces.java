package io.longshore.cli.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where native libraries may be unpacked. */
public final class TemporaryPlaces {
  /** Begins the name of the folder that each run makes for itself. */
  public static final String PREFIX = "longshore-";

  private TemporaryPlaces() {}

  /** In the order they are tried, {@code LONGSHORE_TMPDIR} apart; absolute. */
  public static List<Path> of(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    String cache =
        environment.getOrDefault("XDG_CACHE_HOME", home.isEmpty() ? "" : home + "/.cache");
    return Stream.of(
            System.getProperty("java.io.tmpdir"),
            "/tmp",
            environment.getOrDefault("XDG_RUNTIME_DIR", ""),
            cache,
            "/var/tmp",
            "/dev/shm")
        .filter(place -> place.startsWith("/"))
        .map(Path::of)
        .toList();
  }
}
