package io.longshore.oci.registry;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program {@code docker-credential-NAME} that keeps credentials outside the configuration file.
 *
 * @see <a href="https://github.com/docker/docker-credential-helpers#development">The protocol of
 *     credential helpers</a>
 */
record CredentialHelper(String name, Map<String, String> environment) {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int MAX_ANSWER_BYTES = 1 << 20;
  private static final String TOKEN_USER = "<token>";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  CredentialHelper {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException("not the name of a credential helper: '" + name + "'");
    }
  }

  /**
   * @param server as the helper's store calls it: for Docker Hub {@code
   *     https://index.docker.io/v1/}, else the host
   * @throws IOException if the program is missing, fails, or takes more than 30 seconds
   */
  Optional<Credential> get(String server) throws IOException {
    return get(server, LIMIT);
  }

  Optional<Credential> get(String server, Duration limit) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(executable().toString(), "get")
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    Thread atShutdown = Thread.ofPlatform().unstarted(() -> end(process));
    remember(atShutdown);
    FutureTask<byte[]> output =
        new FutureTask<>(() -> process.getInputStream().readNBytes(MAX_ANSWER_BYTES));
    // Nobody waits for it: what a helper has started may keep the pipe open when the helper is
    // gone.
    Thread.ofPlatform().daemon().name("output of " + name).start(output);
    try {
      try (OutputStream input = process.getOutputStream()) {
        input.write(server.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // A helper may answer without reading its input; what it says decides.
      }
      long deadline = System.nanoTime() + limit.toNanos();
      byte[] answer = output.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new TransportException.TimedOut("it does not end");
      }
      return credential(answer, process.exitValue());
    } catch (TimeoutException e) {
      throw new TransportException.TimedOut(
          "no answer within " + limit.toMillis() / 1000 + " s", e);
    } catch (ExecutionException e) {
      throw new IOException("its answer cannot be read", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      end(process);
      forget(atShutdown);
    }
  }

  private static void end(Process process) {
    if (process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static void remember(Thread atShutdown) {
    try {
      Runtime.getRuntime().addShutdownHook(atShutdown);
    } catch (IllegalStateException e) {
      // The program is ending, and does not wait for this thread.
    }
  }

  private static void forget(Thread atShutdown) {
    try {
      Runtime.getRuntime().removeShutdownHook(atShutdown);
    } catch (IllegalStateException e) {
      // It is running.
    }
  }

  private Path executable() throws IOException {
    for (String folder : environment.getOrDefault("PATH", "").split(":")) {
      Path candidate = Path.of(folder).resolve("docker-credential-" + name);
      if (!folder.isEmpty() && Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    throw new IOException("it is not on the PATH");
  }

  private static Optional<Credential> credential(byte[] answer, int exitValue) throws IOException {
    if (exitValue != 0) {
      String text = new String(answer, StandardCharsets.UTF_8);
      if (text.contains("credentials not found")) {
        return Optional.empty();
      }
      throw new IOException("exit code " + exitValue);
    }
    try {
      JsonNode object = MAPPER.readTree(answer);
      String username = object.path("Username").asString("");
      String secret = object.path("Secret").asString("");
      if (secret.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          username.equals(TOKEN_USER)
              ? new Credential.IdentityToken(secret)
              : new Credential.UsernamePassword(username, secret));
    } catch (JacksonException e) {
      // The parser's message could quote the secret.
      throw new IOException("its answer is not JSON");
    }
  }
}
