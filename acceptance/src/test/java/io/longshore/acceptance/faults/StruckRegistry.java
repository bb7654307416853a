package io.longshore.acceptance.faults;

import io.longshore.loopback.Fault;
import io.longshore.loopback.FaultPlan;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.ReceivedRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Faults of a registry that serves {@code bids/app-0} and on: image after image has another one,
 * with some that have none in between, until the registry is mended.
 */
final class StruckRegistry implements FaultPlan {
  private static final Pattern IMAGE = Pattern.compile("/v2/bids/app-([0-9]+)/.*");
  private static final int HEALTHY_EVERY = 5;

  private final List<Strike> strikes;
  private volatile List<MadeImage> images = List.of();
  private volatile boolean mended;

  StruckRegistry(List<Strike> strikes) {
    this.strikes = List.copyOf(strikes);
  }

  /** How many images there are, healthy ones included. */
  int size() {
    return strikes.size() + strikes.size() / (HEALTHY_EVERY - 1);
  }

  void serves(List<MadeImage> made) {
    images = List.copyOf(made);
  }

  void mend() {
    mended = true;
  }

  Optional<Strike> strikeOn(int image) {
    int position = image - (image + 1) / HEALTHY_EVERY;
    return (image + 1) % HEALTHY_EVERY == 0 || position >= strikes.size()
        ? Optional.empty()
        : Optional.of(strikes.get(position));
  }

  @Override
  public Optional<Fault> faultFor(ReceivedRequest request) {
    Matcher image = IMAGE.matcher(request.target());
    if (mended || !image.matches()) {
      return Optional.empty();
    }
    int number = Integer.parseInt(image.group(1));
    return strikeOn(number)
        .filter(strike -> strike.step().isFor(request, images.get(number)))
        .map(Strike::fault);
  }
}
