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
 * Hosts that do not answer. A registry that failed time and again although it was given time gets a
 * single attempt from then on until one succeeds: hundreds of images of a registry that is gone
 * would otherwise wait minutes each. A mirror that does not answer is left out for a while: its
 * time limit would be waited for at each layer.
 */
final class HostTrouble {
  private static final int MOST_FAILURES = 3;
  private static final Duration LEFT_OUT = Duration.ofMinutes(10);

  private final RegistryListener listener;
  private final LongSupplier clock;
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();

  /** Until when mirrors are left out, as {@link System#nanoTime}. */
  private final Map<String, Long> leftOut = new ConcurrentHashMap<>();

  HostTrouble(RegistryListener listener) {
    this(listener, System::nanoTime);
  }

  /**
   * @param clock as {@link System#nanoTime}
   */
  HostTrouble(RegistryListener listener, LongSupplier clock) {
    this.listener = listener;
    this.clock = clock;
  }

  /** Those that are worth asking now; a registry itself always is. */
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
