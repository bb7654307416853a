package io.longshore.collection.update;

import io.longshore.collection.inventory.PresentImage;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.rules.Followed;
import io.longshore.collection.rules.Offer;
import io.longshore.collection.rules.Take;
import io.longshore.collection.rules.version.Version;
import io.longshore.ground.FailureException;
import io.longshore.oci.Platform;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is ahead for a container that a collection follows, on one platform.
 *
 * @param frozen whether its registration is not to change, by the rules or by a comment that stands
 *     at it; then nothing was asked
 * @param here the versions that the collection has, oldest first
 * @param absent the versions that can be had and are not in the collection, oldest first
 * @param gone images whose tag is there no more
 * @param movedTo where the repository is now, if its registry says so
 * @param registered the version that the registration points to, if it is an image's
 * @param due the newest image that is here, if the registration does not point to it yet
 * @param failure what kept the registry from being asked for its tags; then nothing is planned
 * @param unanswered what kept the registry from saying what tags mean today
 */
public record Outlook(
    Followed followed,
    Platform platform,
    boolean frozen,
    List<Version> here,
    List<Offer> absent,
    List<MovedTag> moved,
    List<PresentImage> gone,
    Optional<URI> movedTo,
    Optional<Version> registered,
    Optional<PresentImage> due,
    Optional<FailureException> failure,
    List<FailureException> unanswered) {
  public Outlook {
    here = List.copyOf(here);
    absent = List.copyOf(absent);
    moved = List.copyOf(moved);
    gone = List.copyOf(gone);
    unanswered = List.copyOf(unanswered);
  }

  /** The registration's name, by which people know it. */
  public String name() {
    return followed.name().registration(platform);
  }

  public ImageNames image(Version version) {
    return followed.name().image(version, platform);
  }

  /** Whether the collection has no image of it at all. */
  public boolean isNew() {
    return here.isEmpty() && !absent.isEmpty();
  }

  public Optional<Version> newestHere() {
    return here.isEmpty() ? Optional.empty() : Optional.of(here.getLast());
  }

  /** Versions after the newest that is here; of a new container the newest alone. */
  public List<Offer> newer() {
    return here.isEmpty()
        ? absent.subList(Math.max(0, absent.size() - 1), absent.size())
        : absent.stream().filter(offer -> offer.version().compareTo(here.getLast()) > 0).toList();
  }

  /**
   * Versions that came out while the collection followed and were never added: after the oldest
   * that is here, and not the newest of all.
   */
  public List<Offer> between() {
    List<Offer> newest = newer();
    return here.isEmpty()
        ? List.of()
        : absent.stream()
            .filter(offer -> offer.version().compareTo(here.getFirst()) > 0)
            .filter(offer -> newest.isEmpty() || !offer.equals(newest.getLast()))
            .toList();
  }

  /** All that could not be found out. */
  public List<FailureException> failures() {
    return Stream.concat(failure.stream(), unanswered.stream()).toList();
  }

  /** Whether its registration is to point to a version: it never goes back. */
  boolean advancesTo(Version version) {
    return newestHere().map(here -> version.compareTo(here) > 0).orElse(true)
        && registered.map(now -> version.compareTo(now) > 0).orElse(true);
  }

  /** Whether it stays as it is, whatever can be had. */
  public boolean isHeld() {
    return frozen || !followed.standing().mayChange();
  }

  /** The versions that the rules want, oldest first. */
  public List<Offer> wanted() {
    if (isHeld()) {
      return List.of();
    }
    List<Offer> newest = newer();
    return followed.take() == Take.ALL
        ? absent
        : newest.subList(Math.max(0, newest.size() - 1), newest.size());
  }

  /** Whether an update would change the collection. */
  public boolean hasUpdate() {
    return !wanted().isEmpty() || (!isHeld() && (!moved.isEmpty() || due.isPresent()));
  }
}
