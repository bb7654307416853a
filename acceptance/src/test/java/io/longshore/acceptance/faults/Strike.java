package io.longshore.acceptance.faults;

import io.longshore.loopback.Fault;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.ReceivedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fault of a registry at one step of fetching an image.
 *
 * @param expected the class that the failure log shall name; empty if nothing shall be noticed
 */
record Strike(String name, Step step, Fault fault, Optional<String> expected) {

  /** What is fetched, in this order. */
  enum Step {
    MANIFEST,
    CONFIG,
    LAYER;

    boolean isFor(ReceivedRequest request, MadeImage image) {
      return switch (this) {
        case MANIFEST -> request.isForManifest();
        case CONFIG -> request.target().contains(image.manifest().config().digest().toString());
        // The uppermost layer is the image's own.
        case LAYER ->
            request.target().contains(image.manifest().layers().getLast().digest().toString());
      };
    }
  }

  /** Each fault at each step. */
  static List<Strike> all() {
    List<Strike> all = new ArrayList<>();
    for (Step step : Step.values()) {
      all.add(new Strike("delay", step, new Fault.Delay(Duration.ofSeconds(2)), Optional.empty()));
      all.add(failing("truncate", step, new Fault.Truncate(0), "network"));
      all.add(failing("corrupt", step, new Fault.WrongBytes(), "malformed"));
      all.add(failing("reset", step, new Fault.Reset(), "network"));
      all.add(failing("401", step, new Fault.Status(401), "auth"));
      all.add(failing("403", step, new Fault.Status(403), "auth"));
      all.add(failing("404", step, new Fault.Status(404), "gone"));
      all.add(failing("500", step, new Fault.Status(500), "network"));
      all.add(failing("503", step, new Fault.Status(503), "network"));
      all.add(failing("circle", step, circle(), "network"));
    }
    return all;
  }

  private static Strike failing(String name, Step step, Fault fault, String expected) {
    return new Strike(name, step, fault, Optional.of(expected));
  }

  // Relative to the address that was asked: the same again.
  private static Fault circle() {
    return new Fault.Status(307, Map.of("Location", "?again"), "UNKNOWN");
  }

  @Override
  public String toString() {
    return name + " at " + step;
  }
}
