package io.longshore.acceptance.registry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Debian's docker-registry on a free port of the loopback interface, with its data in a folder. */
public final class DockerRegistry implements AutoCloseable {
  private final Process process;
  private final String host;

  private DockerRegistry(Process process, String host) {
    this.process = process;
    this.host = host;
  }

  public static DockerRegistry start(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    int port = freePort();
    Path configuration = folder.resolve("config.yml");
    Files.writeString(
        configuration,
        """
        version: 0.1
        log: {level: error, accesslog: {disabled: true}}
        storage: {filesystem: {rootdirectory: %s}}
        http: {addr: '127.0.0.1:%d'}
        """
            .formatted(folder.resolve("data"), port));
    Process process =
        new ProcessBuilder("docker-registry", "serve", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    DockerRegistry registry = new DockerRegistry(process, "127.0.0.1:" + port);
    registry.awaitPort(port);
    return registry;
  }

  /** Host and port, as it stands in a reference. */
  public String host() {
    return host;
  }

  /** A registries.conf in which docker.io is mirrored to this registry, over plain http. */
  public Path mirrorConfiguration(Path file) throws IOException {
    return HubMirror.configuration(file, host);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return socket.getLocalPort();
    }
  }

  private void awaitPort(int port) throws IOException, InterruptedException {
    Instant limit = Instant.now().plus(Duration.ofSeconds(20));
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException e) {
        if (!process.isAlive() || Instant.now().isAfter(limit)) {
          close();
          throw new IOException("docker-registry did not start on port " + port, e);
        }
        Thread.sleep(50);
      }
    }
  }
}
