package io.longshore.oci.registry;

import io.longshore.ground.FailureException;
import io.longshore.oci.registry.address.Endpoint;
import io.longshore.oci.registry.http.TransportException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Remembers hosts that do not answer, so that they are waited for less. They are still asked: a
 * registry that failed several times although it was given time gets a single attempt for each
 * request until one succeeds. Hundreds of images of a registry that is gone would otherwise wait
 * minutes each. A mirror that does not answer is left out for ten minutes: its time limit would
 * otherwise pass for each layer.
 */
final class SilentHosts {
  private static final int MOST_FAILURES = 3;
  private static final Duration LEFT_OUT = Duration.ofMinutes(10);

  private final RegistryListener listener;
  private final LongSupplier clock;
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();

  /** Until when mirrors are left out, by {@link System#nanoTime}. */
  private final Map<String, Long> leftOut = new ConcurrentHashMap<>();

  SilentHosts(RegistryListener listener) {
    this(listener, System::nanoTime);
  }

  /**
   * @param clock a clock like {@link System#nanoTime}
   */
  SilentHosts(RegistryListener listener, LongSupplier clock) {
    this.listener = listener;
    this.clock = clock;
  }

  /** The endpoints without mirrors that are left out now. The registry itself is never left out. */
  List<Endpoint> without(List<Endpoint> endpoints) {
    return endpoints.stream()
        .filter(endpoint -> !endpoint.mirror() || !isLeftOut(host(endpoint)))
        .toList();
  }

  private boolean isLeftOut(String host) {
    Long until = leftOut.get(host);
    return until != null && until - clock.getAsLong() > 0;
  }

  RetryPolicy policy(Endpoint endpoint, RetryPolicy usual) {
    return endpoint.mirror() || failures.getOrDefault(host(endpoint), 0) >= MOST_FAILURES
        ? RetryPolicy.NONE
        : usual;
  }

  void answered(Endpoint endpoint) {
    failures.remove(host(endpoint));
  }

  void failed(Endpoint endpoint, FailureException reason) {
    failures.merge(host(endpoint), 1, Integer::sum);
    if (endpoint.mirror() && isSilence(reason.getCause())) {
      Long before = leftOut.put(host(endpoint), clock.getAsLong() + LEFT_OUT.toNanos());
      if (before == null) {
        listener.mirrorLeftOut(host(endpoint), reason, LEFT_OUT);
      }
    }
  }

  private static boolean isSilence(Throwable cause) {
    return cause instanceof TransportException.TimedOut
        || cause instanceof ConnectException
        || cause instanceof UnknownHostException;
  }

  private static String host(Endpoint endpoint) {
    return endpoint.repository().apiHost();
  }
}
