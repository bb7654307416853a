package io.longshore.oci.registry.credential;

import io.longshore.oci.registry.http.TransportException;
import io.longshore.oci.registry.login.Credential;
import io.longshore.oci.registry.settings.AnyCase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
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
  private static final int LONGEST_LINE = 300;
  private static final String TOKEN_USER = "<token>";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  CredentialHelper {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException("not the name of a credential helper: '" + name + "'");
    }
  }

  /**
   * @param server the name in the helper's store: for Docker Hub usually {@code
   *     https://index.docker.io/v1/}, else the host
   * @throws IOException if the program is missing, fails, or takes more than 30 seconds; the
   *     message quotes the program's output unescaped
   */
  Optional<Credential> get(String server) throws IOException {
    return get(server, LIMIT);
  }

  Optional<Credential> get(String server, Duration limit) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(executable().toString(), "get");
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    Thread atShutdown = Thread.ofPlatform().unstarted(() -> end(process));
    remember(atShutdown);
    FutureTask<byte[]> output = reading(process.getInputStream());
    FutureTask<byte[]> errors = reading(process.getErrorStream());
    try {
      try (OutputStream input = process.getOutputStream()) {
        input.write(server.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // A helper may answer without reading its input; its answer decides.
      }
      long deadline = System.nanoTime() + limit.toNanos();
      byte[] answer = output.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new TransportException.TimedOut("it does not end");
      }
      if (process.exitValue() == 0) {
        return credential(answer);
      }
      List<String> said =
          Stream.of(answer, errors.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS))
              .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
              .toList();
      if (said.stream().anyMatch(text -> text.contains("credentials not found"))) {
        return Optional.empty();
      }
      throw new IOException(reason(said).orElse("exit code " + process.exitValue()));
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

  // The thread is not waited for: a process started by the helper may keep the pipe open after the
  // helper's end.
  private FutureTask<byte[]> reading(InputStream stream) {
    FutureTask<byte[]> content = new FutureTask<>(() -> stream.readNBytes(MAX_ANSWER_BYTES));
    Thread.ofPlatform().daemon().name("output of " + name).start(content);
    return content;
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
      // This program is ending and does not wait for this thread.
    }
  }

  private static void forget(Thread atShutdown) {
    try {
      Runtime.getRuntime().removeShutdownHook(atShutdown);
    } catch (IllegalStateException e) {
      // The process is still running.
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

  /**
   * Why the helper failed, in its own words: on standard output by the protocol, in practice also
   * on standard error. Lines that may be part of a credential are left out.
   */
  private static Optional<String> reason(List<String> said) {
    return said.stream()
        .filter(text -> !text.isEmpty() && text.indexOf('{') < 0)
        .map(text -> text.substring(text.lastIndexOf('\n') + 1))
        .map(line -> line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "..." : line)
        .findFirst();
  }

  private static Optional<Credential> credential(byte[] answer) throws IOException {
    try {
      JsonNode object = MAPPER.readTree(answer);
      String username = AnyCase.at(object, "Username").asString("");
      String secret = AnyCase.at(object, "Secret").asString("");
      if (secret.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          username.equals(TOKEN_USER)
              ? new Credential.IdentityToken(secret, Optional.empty())
              : new Credential.UsernamePassword(username, secret));
    } catch (JacksonException e) {
      // The parser's message could quote the secret.
      throw new IOException("its answer is not JSON");
    }
  }
}
