package io.longshore.loopback;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Decides which requests get a fault. Called by many threads. */
@FunctionalInterface
public interface FaultPlan {
  FaultPlan NONE = request -> Optional.empty();

  Optional<Fault> faultFor(ReceivedRequest request);

  /** A plan with the fault in the first {@code count} requests that {@code which} accepts. */
  static FaultPlan first(int count, Predicate<ReceivedRequest> which, Fault fault) {
    AtomicInteger left = new AtomicInteger(count);
    return request ->
        which.test(request) && left.getAndDecrement() > 0 ? Optional.of(fault) : Optional.empty();
  }

  static FaultPlan always(Predicate<ReceivedRequest> which, Fault fault) {
    return request -> which.test(request) ? Optional.of(fault) : Optional.empty();
  }
}
