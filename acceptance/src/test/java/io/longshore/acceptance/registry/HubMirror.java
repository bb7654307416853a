package io.longshore.acceptance.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A registry on this machine that answers for Docker Hub. */
public final class HubMirror {
  private HubMirror() {}

  /**
   * Writes a registries.conf in which docker.io is mirrored to a registry, over plain http.
   *
   * @param host and port of the registry, which can be asked under its own name too
   */
  public static Path configuration(Path file, String host) throws IOException {
    return Files.writeString(
        file,
        """
        [[registry]]
        prefix = "docker.io"
        location = "docker.io"

        [[registry.mirror]]
        location = "%s"
        insecure = true

        [[registry]]
        prefix = "%s"
        location = "%s"
        insecure = true
        """
            .formatted(host, host, host));
  }

  /** Writes one in which a registry stands in docker.io's place, which is never asked. */
  public static Path inPlace(Path file, String host) throws IOException {
    return Files.writeString(
        file,
        """
        [[registry]]
        prefix = "docker.io"
        location = "%s"
        insecure = true

        [[registry]]
        location = "%s"
        insecure = true
        """
            .formatted(host, host));
  }
}
