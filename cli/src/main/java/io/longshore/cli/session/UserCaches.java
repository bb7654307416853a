package io.longshore.cli.session;

import io.longshore.collection.status.StatusMemory;
import io.longshore.ground.Digest;
import io.longshore.ground.file.CacheHome;
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

  /** Where this user's caches are, such as {@code ~/.cache}; empty without a home. */
  public static Optional<Path> folder(Map<String, String> environment) {
    return CacheHome.of(environment, Optional.ofNullable(environment.get("HOME")).map(Path::of));
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
