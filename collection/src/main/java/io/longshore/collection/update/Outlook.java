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
 * The state of one followed container on one platform: the versions that the collection has, and
 * the changes that an update could make.
 *
 * @param frozen whether the registration is not to change, because the rules or a comment at the
 *     registration say so; no registry was asked then
 * @param here the versions that the collection has, oldest first
 * @param absent the versions that are offered and that the collection does not have, oldest first
 * @param gone the images whose tag does not exist any more
 * @param movedTo the new address of the repository, if its registry says that the repository has
 *     moved
 * @param registered the version to which the registration points, if it points to an image
 * @param due the newest image of the collection, if the registration is still to be pointed to this
 *     image
 * @param failure the failure that kept the registry from listing its tags; nothing is planned then
 * @param unanswered the failures that kept the registry from saying what tags mean today
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

  /** The name of the registration. Users know the container by this name. */
  public String name() {
    return followed.name().registration(platform);
  }

  public ImageNames image(Version version) {
    return followed.name().image(version, platform);
  }

  /** Whether versions are offered, and the collection has no version that the rule is about. */
  public boolean isNew() {
    return here.isEmpty() && !absent.isEmpty();
  }

  public Optional<Version> newestHere() {
    return here.isEmpty() ? Optional.empty() : Optional.of(here.getLast());
  }

  /**
   * The offered versions after the newest one in the collection; for a new container the newest
   * version only.
   */
  public List<Offer> newer() {
    return here.isEmpty()
        ? absent.subList(Math.max(0, absent.size() - 1), absent.size())
        : absent.stream().filter(offer -> offer.version().compareTo(here.getLast()) > 0).toList();
  }

  /**
   * The versions that the collection missed: newer than the oldest version in the collection, never
   * added, and not the newest version of all.
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

  /** Both {@code failure} and {@code unanswered}. */
  public List<FailureException> failures() {
    return Stream.concat(failure.stream(), unanswered.stream()).toList();
  }

  /**
   * Whether the registration is to point to {@code version}. A registration never goes back to an
   * older version.
   */
  boolean advancesTo(Version version) {
    return newestHere().map(here -> version.compareTo(here) > 0).orElse(true)
        && registered.map(now -> version.compareTo(now) > 0).orElse(true);
  }

  /** Whether the container stays as it is, whatever versions are offered. */
  public boolean isHeld() {
    return frozen || !followed.standing().mayChange();
  }

  /** The versions that the rules want to be added, oldest first. */
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
