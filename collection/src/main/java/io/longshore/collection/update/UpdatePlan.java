package io.longshore.collection.update;

import io.longshore.collection.inventory.PresentImage;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.plan.NewVersion;
import io.longshore.collection.rules.Offer;
import io.longshore.image.RecipeExtras;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** The images that an update adds, in the order in which they are added. */
final class UpdatePlan {
  private UpdatePlan() {}

  /**
   * Plans the versions of a container with the oldest first. So the registration points to the
   * newest version at the end, and before that to the newest version that was added so far.
   *
   * @param rebuildMoved whether images whose tag has moved are made anew
   */
  static List<NewVersion> of(List<Outlook> outlooks, boolean rebuildMoved) {
    SequencedMap<ImageNames, NewVersion> plan = new LinkedHashMap<>();
    for (Outlook outlook : outlooks) {
      if (outlook.failure().isPresent() || outlook.isHeld()) {
        continue;
      }
      for (Offer offer : outlook.wanted()) {
        NewVersion version = added(outlook, offer);
        // Two rules may want the same image of a container. The image is added once, for both
        // rules.
        plan.merge(version.names(), version, (first, other) -> first.alsoCalled(other.calls()));
      }
      for (MovedTag moved : rebuildMoved ? outlook.moved() : List.<MovedTag>of()) {
        plan.putIfAbsent(moved.image().names(), rebuilt(outlook, moved));
      }
    }
    return List.copyOf(plan.values());
  }

  /** The registrations that are to point to images that the collection already has. */
  static List<NewRegistration> registrations(List<Outlook> outlooks) {
    List<NewRegistration> due = new ArrayList<>();
    for (Outlook outlook : outlooks) {
      if (outlook.failure().isEmpty() && !outlook.isHeld() && outlook.due().isPresent()) {
        due.add(
            new NewRegistration(
                outlook.name(), outlook.due().get().names(), outlook.followed().words()));
      }
    }
    return due;
  }

  private static NewVersion added(Outlook outlook, Offer offer) {
    return new NewVersion(
        outlook.image(offer.version()),
        offer.reference(),
        Optional.of(outlook.platform()),
        calls(outlook, offer),
        Optional.empty(),
        RecipeExtras.NONE,
        /* withSif= */ true);
  }

  private static SequencedMap<String, List<String>> calls(Outlook outlook, Offer offer) {
    SequencedMap<String, List<String>> calls = new LinkedHashMap<>();
    if (outlook.advancesTo(offer.version())) {
      calls.put(outlook.name(), outlook.followed().words());
    }
    return calls;
  }

  private static NewVersion rebuilt(Outlook outlook, MovedTag moved) {
    PresentImage image = moved.image();
    return new NewVersion(
        image.names(),
        moved.reference(),
        Optional.of(outlook.platform()),
        new LinkedHashMap<>(),
        Optional.of(PresentImage.keptName(image.names(), moved.recorded())),
        image.extras(),
        image.hasSif());
  }
}
