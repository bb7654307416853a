package io.longshore.cli.session;

import io.longshore.collection.status.StatusMemory;
import io.longshore.ground.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The caches of this user that later commands use again. */
public final class UserCaches {
  private UserCaches() {}

  /** The surveys of collections that this program made; empty if no folder for caches is known. */
  public static Optional<StatusMemory> statusMemory(Map<String, String> environment) {
    Optional<String> program = program();
    return folder(environment)
        .flatMap(folder -> program.map(text -> StatusMemory.in(folder, text)));
  }

  // The XDG base directory specification says that relative paths are ignored.
  private static Optional<Path> folder(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("XDG_CACHE_HOME"))
        .map(Path::of)
        .filter(Path::isAbsolute)
        .or(
            () ->
                Optional.ofNullable(environment.get("HOME"))
                    .map(home -> Path.of(home, ".cache"))
                    .filter(Path::isAbsolute));
  }

  // Each build of the program may give different surveys, even with the same version.
  private static Optional<String> program() {
    try {
      URI place = UserCaches.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      Path jar = Path.of(place);
      if (!Files.isRegularFile(jar)) {
        return Optional.empty();
      }
      StringBuilder text = new StringBuilder(Version.number());
      try (Stream<Path> jars = Files.list(jar.getParent())) {
        for (Path each : jars.sorted().toList()) {
          text.append('\n').append(each).append(' ').append(Files.size(each)).append(' ');
          text.append(Files.getLastModifiedTime(each));
        }
      }
      return Optional.of(Digest.of(text.toString().getBytes(StandardCharsets.UTF_8)).toString());
    } catch (IOException | URISyntaxException e) {
      return Optional.empty();
    }
  }
}
