package io.longshore.oci.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Repository;
import io.longshore.oci.registry.address.Endpoint;
import io.longshore.oci.registry.address.Security;
import io.longshore.oci.registry.http.TransportException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SilentHostsTest {
  private static final Endpoint MIRROR =
      new Endpoint(Security.TLS, new Repository("mirror.example", "lab/tool"), true);
  private static final Endpoint ORIGIN =
      new Endpoint(Security.TLS, new Repository("quay.io", "lab/tool"), false);
  private static final List<Endpoint> BOTH = List.of(MIRROR, ORIGIN);

  private final List<String> told = new ArrayList<>();
  private final RegistryListener listener =
      new RegistryListener() {
        @Override
        public void mirrorLeftOut(String mirror, FailureException reason, Duration duration) {
          told.add(mirror + ": " + reason.problem());
        }
      };
  private long now;
  private final SilentHosts silent = new SilentHosts(listener, () -> now);

  private static FailureException failure(String problem, Throwable cause) {
    return new FailureException(FailureKind.NETWORK, "x", problem, "wait", cause);
  }

  @Test
  void aMirrorThatDoesNotAnswerIsLeftOutForAWhileAndNamedOnce() {
    FailureException silence = failure("silence", new TransportException.TimedOut("silence"));
    silent.failed(MIRROR, silence);
    assertEquals(List.of(ORIGIN), silent.without(BOTH));
    now += Duration.ofMinutes(11).toNanos();
    assertEquals(BOTH, silent.without(BOTH));
    silent.failed(MIRROR, failure("gone", new ConnectException()));
    assertEquals(List.of(ORIGIN), silent.without(BOTH));
    assertEquals(List.of("mirror.example: silence"), told);
  }

  @Test
  void aMirrorThatAnswersBadlyIsAskedAgain() {
    silent.failed(MIRROR, failure("answered 500", null));
    assertEquals(BOTH, silent.without(BOTH));
  }

  @Test
  void theRegistryItselfIsAlwaysAsked() {
    silent.failed(ORIGIN, failure("silence", new TransportException.TimedOut("silence")));
    assertEquals(BOTH, silent.without(BOTH));
  }
}
