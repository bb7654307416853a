package io.longshore.oci.registry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hosts that failed time and again although they were given time. They get a single attempt from
 * then on until one succeeds: hundreds of images of a registry that is gone would otherwise wait
 * minutes each.
 */
final class HostTrouble {
  private static final int MOST_FAILURES = 3;

  private final Map<String, Integer> failures = new ConcurrentHashMap<>();

  RetryPolicy policy(Endpoint endpoint, RetryPolicy usual) {
    return endpoint.mirror() || failures.getOrDefault(host(endpoint), 0) >= MOST_FAILURES
        ? RetryPolicy.NONE
        : usual;
  }

  void answered(Endpoint endpoint) {
    failures.remove(host(endpoint));
  }

  void failed(Endpoint endpoint) {
    failures.merge(host(endpoint), 1, Integer::sum);
  }

  private static String host(Endpoint endpoint) {
    return endpoint.repository().apiHost();
  }
}
