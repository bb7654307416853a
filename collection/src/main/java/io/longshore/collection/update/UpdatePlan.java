package io.longshore.collection.update;

import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.plan.NewVersion;
import io.longshore.collection.rules.Offer;
import io.longshore.image.RecipeExtras;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which images an update adds, in the order in which it does. */
final class UpdatePlan {
  private UpdatePlan() {}

  /**
   * Of a container the oldest first, so that its registration is at the newest in the end, and at
   * the newest that came until something fails.
   *
   * @param rebuildMoved whether images whose tag has moved are made anew
   */
  static List<NewVersion> of(List<Outlook> outlooks, boolean rebuildMoved) {
    List<NewVersion> plan = new ArrayList<>();
    Set<ImageNames> planned = new HashSet<>();
    for (Outlook outlook : outlooks) {
      if (outlook.failure().isPresent() || outlook.isHeld()) {
        continue;
      }
      for (Offer offer : outlook.wanted()) {
        NewVersion version = added(outlook, offer);
        // Two lines of versions may want the same image; the first has it.
        if (planned.add(version.names())) {
          plan.add(version);
        }
      }
      for (MovedTag moved : rebuildMoved ? outlook.moved() : List.<MovedTag>of()) {
        plan.add(rebuilt(outlook, moved));
      }
    }
    return plan;
  }

  private static NewVersion added(Outlook outlook, Offer offer) {
    boolean newest =
        outlook.newestHere().map(here -> offer.version().compareTo(here) > 0).orElse(true);
    return new NewVersion(
        outlook.image(offer.version()),
        offer.reference(),
        Optional.of(outlook.platform()),
        newest ? Optional.of(outlook.name()) : Optional.empty(),
        outlook.followed().words(),
        Optional.empty(),
        RecipeExtras.NONE);
  }

  private static NewVersion rebuilt(Outlook outlook, MovedTag moved) {
    PresentImage image = moved.image();
    return new NewVersion(
        image.names(),
        image.reference().orElseThrow(),
        Optional.of(outlook.platform()),
        Optional.empty(),
        List.of(),
        Optional.of(PresentImage.keptName(image.names(), moved.recorded())),
        image.extras());
  }
}
