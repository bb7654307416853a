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

/** The caches of this user that later commands use again. */
public final class UserCaches {
  private UserCaches() {}

  /** The surveys of collections that this program made; empty if no folder for caches is known. */
  public static Optional<StatusMemory> statusMemory(Map<String, String> environment) {
    Optional<String> program = program();
    return folder(environment)
        .flatMap(folder -> program.map(text -> StatusMemory.in(folder, text)));
  }

  /** Where this user's caches are, such as {@code ~/.cache}; empty without a home. */
  public static Optional<Path> folder(Map<String, String> environment) {
    return CacheHome.of(environment, Optional.ofNullable(environment.get("HOME")).map(Path::of));
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
