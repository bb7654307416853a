package io.longshore.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The registry of the Distribution project, Debian's docker-registry, with its data in a folder. It
 * chooses a free port of the loopback interface itself.
 */
public final class DockerRegistry implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("listening on (127\\.0\\.0\\.1:[0-9]+)");

  private final Process process;
  private final String host;

  private DockerRegistry(Process process, String host) {
    this.process = process;
    this.host = host;
  }

  /** Starts the registry and returns when it listens. */
  public static DockerRegistry start(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path configuration =
        Files.writeString(
            folder.resolve("config.yml"),
            """
            version: 0.1
            log: {level: info, accesslog: {disabled: true}}
            storage: {filesystem: {rootdirectory: %s}}
            http: {addr: '127.0.0.1:0'}
            """
                .formatted(folder.resolve("data")));
    Process process =
        new ProcessBuilder("docker-registry", "serve", configuration.toString())
            .redirectErrorStream(true)
            .start();
    BufferedReader log = process.inputReader();
    StringBuilder said = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        Thread.ofVirtual().start(() -> log.lines().forEach(_ -> {}));
        return new DockerRegistry(process, listening.group(1));
      }
      said.append(line).append('\n');
    }
    throw new IOException("docker-registry does not start: " + said);
  }

  /** Host and port, in the form of references. */
  public String host() {
    return host;
  }

  @Override
  public void close() {
    process.toHandle().destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
