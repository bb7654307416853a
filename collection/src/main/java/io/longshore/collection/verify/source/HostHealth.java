package io.longshore.collection.verify.source;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which hosts are worth asking again. One that does not answer time and again, or says that it has
 * been asked too often, is left alone for the rest of the run: hundreds of time limits would pass
 * one after the other otherwise, and a registry would count hundreds of requests against the user.
 */
public final class HostHealth {
  private static final int MOST_SILENCES = 2;

  private final Map<String, Integer> silences = new HashMap<>();
  private final Map<String, FailureException> givenUp = new HashMap<>();

  /** Whether a failure tells of the host, and not of what it was asked for. */
  public static boolean isOfHost(FailureException failure) {
    return failure.kind() == FailureKind.RATE_LIMIT || failure.kind() == FailureKind.NETWORK;
  }

  /** Why a host is not asked any more. */
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
