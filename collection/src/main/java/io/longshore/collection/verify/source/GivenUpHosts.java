package io.longshore.collection.verify.source;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decides which hosts are not asked any more in this run. A host is given up if it repeatedly does
 * not answer, or reports too many requests. Otherwise hundreds of time limits would pass one after
 * the other, and a registry would count hundreds of requests against the user. The registry client
 * in contrast always asks again, since it fetches what the user needs; it only waits less.
 */
public final class GivenUpHosts {
  private static final int MOST_SILENCES = 2;

  private final Map<String, Integer> silences = new HashMap<>();
  private final Map<String, FailureException> givenUp = new HashMap<>();

  /** Whether a failure concerns the host, and not the object that it was asked for. */
  public static boolean isOfHost(FailureException failure) {
    return failure.kind() == FailureKind.RATE_LIMIT || failure.kind() == FailureKind.NETWORK;
  }

  /** The reason why a host is not asked any more; empty if it may be asked. */
  public synchronized Optional<FailureException> givenUp(String host) {
    return Optional.ofNullable(givenUp.get(host));
  }

  public synchronized void answered(String host) {
    silences.remove(host);
  }

  public synchronized void failed(String host, FailureException failure) {
    if (failure.kind() == FailureKind.RATE_LIMIT) {
      givenUp.putIfAbsent(host, failure);
    } else if (failure.kind() == FailureKind.NETWORK) {
      if (silences.merge(host, 1, Integer::sum) >= MOST_SILENCES) {
        givenUp.putIfAbsent(host, failure);
      }
    } else {
      answered(host);
    }
  }
}
