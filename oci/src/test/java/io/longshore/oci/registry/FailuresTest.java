package io.longshore.oci.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Repository;
import io.longshore.oci.registry.address.Endpoint;
import io.longshore.oci.registry.address.Security;
import io.longshore.oci.registry.credential.CredentialStore;
import io.longshore.oci.registry.http.HttpAnswer;
import io.longshore.oci.registry.proxy.ProxyServer;
import java.io.ByteArrayInputStream;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;

/** Answers that came over a proxy which could have written them itself. */
class FailuresTest {
  private static final Endpoint REGISTRY =
      new Endpoint(Security.NONE, new Repository("quay.test", "lab/tool"), false);
  private static final ProxyServer PROXY =
      new ProxyServer("http_proxy", Proxy.Type.HTTP, "proxy.test", 3128, Optional.empty());

  private static FailureException failure(int status, String body) {
    HttpAnswer answer =
        new HttpAnswer(
            status,
            Headers.of(),
            new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
            "quay.test",
            false,
            Optional.empty(),
            Optional.of(PROXY));
    return Failures.of(
            "image",
            REGISTRY,
            answer,
            () -> new CredentialStore.Found(Optional.empty(), List.of(), Optional.empty()))
        .failure();
  }

  @Test
  void aRefusalThatIsNoRegistrysMayBeTheProxys() {
    FailureException failure = failure(403, "<html>not allowed</html>");
    assertEquals(FailureKind.NETWORK, failure.kind());
    assertTrue(failure.problem().contains("the proxy proxy.test:3128, or"), failure.problem());
  }

  @Test
  void aRefusalInTheWordsOfARegistryIsTheRegistrys() {
    FailureException failure = failure(403, "{\"errors\": [{\"code\": \"DENIED\"}]}");
    assertEquals(FailureKind.AUTH, failure.kind());
    assertTrue(failure.problem().contains("quay.test answered 403 DENIED"), failure.problem());
  }
}
