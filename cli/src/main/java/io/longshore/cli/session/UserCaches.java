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

/** What is remembered for this user from one command to the next. */
public final class UserCaches {
  private UserCaches() {}

  /** Surveys of collections that this program made; empty if there is no place for them. */
  public static Optional<StatusMemory> statusMemory(Map<String, String> environment) {
    Optional<String> program = program();
    return folder(environment)
        .flatMap(folder -> program.map(text -> StatusMemory.in(folder, text)));
  }

  // Relative paths are to be ignored, says the XDG base directory specification.
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

  // Each build of the program may read something else, whatever its version says.
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
