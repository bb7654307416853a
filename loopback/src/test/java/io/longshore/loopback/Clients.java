package io.longshore.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.RegistryOptions;
import io.longshore.oci.registry.RetryPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;

/** Registry clients that see nothing of the machine they run on. */
final class Clients {
  static final RetryPolicy QUICK =
      new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(10), Duration.ofSeconds(2));

  private Clients() {}

  static RegistryOptions options(Path home, String registriesConf, Map<String, String> more)
      throws IOException {
    Path conf = Files.writeString(home.resolve("registries.conf"), registriesConf);
    Map<String, String> environment = new HashMap<>(more);
    environment.put("CONTAINERS_REGISTRIES_CONF", conf.toString());
    environment.put("CONTAINERS_REGISTRIES_CONF_DIR", home.resolve("absent").toString());
    environment.putIfAbsent("LONGSHORE_PLAIN_HTTP", "127.0.0.1,lab.invalid,direct.invalid");
    environment.putIfAbsent("REGISTRY_AUTH_FILE", home.resolve("auth.json").toString());
    return RegistryOptions.of(environment, home)
        .withTimeouts(Duration.ofSeconds(5), Duration.ofMillis(400))
        .withRetryPolicy(QUICK);
  }

  /** A client for which {@code registry} is a plain HTTP registry. */
  static RegistryClient of(LoopbackRegistry registry, Path home) throws IOException {
    return RegistryClient.open(options(home, insecure(registry.host()), Map.of()));
  }

  static String insecure(String host) {
    return "[[registry]]\nlocation = \"" + host + "\"\ninsecure = true\n";
  }

  static FailureException assertFails(FailureKind kind, Executable action) {
    FailureException e = assertThrows(FailureException.class, action);
    assertEquals(kind, e.kind(), e.getMessage());
    assertFalse(e.nextStep().isBlank());
    return e;
  }
}
