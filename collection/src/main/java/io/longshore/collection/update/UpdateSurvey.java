package io.longshore.collection.update;

import io.longshore.collection.inventory.PresentImage;
import io.longshore.collection.inventory.PresentImages;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.rules.Followed;
import io.longshore.collection.rules.Offer;
import io.longshore.collection.rules.Supply;
import io.longshore.collection.rules.TagRule;
import io.longshore.collection.rules.version.Version;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.Registration;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import io.longshore.oci.registry.TagList;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the images of a collection with the versions that registries offer. Each repository is
 * asked once for its tags, and once for the digest of each tag that the collection has an image of.
 * None of these questions counts as a pull.
 */
public final class UpdateSurvey {
  /**
   * The number of questions at a time: enough for hundreds of images a minute on a slow connection,
   * and few for a registry.
   */
  private static final int AT_ONCE = 16;

  private final PresentImages present;
  private final DataladConfig configuration;
  private final Map<Repository, Answer<TagList>> tags;
  private final Map<Reference, Answer<Digest>> digests;
  private final Set<ImageNames> told = new HashSet<>();

  private UpdateSurvey(
      PresentImages present,
      DataladConfig configuration,
      Map<Repository, Answer<TagList>> tags,
      Map<Reference, Answer<Digest>> digests) {
    this.present = present;
    this.configuration = configuration;
    this.tags = tags;
    this.digests = digests;
  }

  /**
   * @param configuration the registrations; a comment at a registration may call it frozen
   */
  public static List<Outlook> of(
      List<Followed> all, PresentImages present, DataladConfig configuration, Registries registries)
      throws IOException {
    List<Repository> repositories = new ArrayList<>();
    List<Followed> asked = new ArrayList<>();
    for (Followed followed : all) {
      boolean frozen =
          followed.platforms().stream().allMatch(p -> isFrozen(followed, p, configuration));
      if (!frozen) {
        asked.add(followed);
        if (followed.supply() instanceof Supply.Tags supply) {
          repositories.add(supply.repository());
        }
      }
    }
    Map<Repository, Answer<TagList>> tags = Answer.all(repositories, AT_ONCE, registries::tags);
    UpdateSurvey before = new UpdateSurvey(present, configuration, tags, Map.of());
    List<Reference> references = asked.stream().flatMap(f -> before.asked(f).stream()).toList();
    UpdateSurvey survey =
        new UpdateSurvey(
            present, configuration, tags, Answer.all(references, AT_ONCE, registries::digestOf));
    List<Outlook> outlooks = new ArrayList<>();
    for (Followed followed : all) {
      for (Platform platform : followed.platforms()) {
        outlooks.add(survey.outlook(followed, platform));
      }
    }
    return outlooks;
  }

  private static boolean isFrozen(Followed followed, Platform platform, DataladConfig configured) {
    return followed.standing().frozen()
        || configured.isFrozen(followed.name().registration(platform));
  }

  /** The references whose digests the registry has to be asked for. */
  private List<Reference> asked(Followed followed) {
    if (failure(followed).isPresent()) {
      return List.of();
    }
    return followed.platforms().stream()
        .filter(platform -> !isFrozen(followed, platform, configuration))
        .flatMap(platform -> here(followed, platform).stream())
        .filter(image -> image.digest().isPresent() && !isGone(followed, image))
        .flatMap(image -> ofToday(followed, image).stream())
        .toList();
  }

  /**
   * The reference from which an image would be made today; empty if the reference is not known, or
   * if it cannot mean another image than before.
   */
  private Optional<Reference> ofToday(Followed followed, PresentImage image) {
    if (followed.supply() instanceof Supply.Listed(List<Offer> offers)) {
      Version version = image.versionIn(Optional.empty());
      Optional<Reference> listed =
          offers.stream()
              .filter(offer -> offer.version().equals(version))
              .map(Offer::reference)
              .findFirst();
      if (image.tagged().isPresent() && listed.isPresent()) {
        return listed;
      }
    }
    return image.tagged();
  }

  private Outlook outlook(Followed followed, Platform platform) {
    List<PresentImage> here = here(followed, platform);
    List<Version> versions =
        here.stream().map(image -> image.versionIn(repository(followed))).sorted().toList();
    if (isFrozen(followed, platform, configuration)) {
      return new Outlook(
          followed,
          platform,
          /* frozen= */ true,
          versions,
          List.of(),
          List.of(),
          List.of(),
          Optional.empty(),
          registered(followed, platform),
          Optional.empty(),
          Optional.empty(),
          List.of());
    }
    Optional<FailureException> failure = failure(followed);
    List<MovedTag> moved = new ArrayList<>();
    List<PresentImage> gone = new ArrayList<>();
    List<FailureException> unanswered = new ArrayList<>();
    for (PresentImage image : here) {
      Optional<Reference> today = ofToday(followed, image);
      // Two rules may be about the same image of a container. The image is reported once.
      if (failure.isPresent() || today.isEmpty() || !told.add(image.names())) {
        continue;
      }
      if (isGone(followed, image)) {
        gone.add(image);
      } else if (image.digest().isPresent() && digests.containsKey(today.get())) {
        compare(image, today.get(), moved, gone, unanswered);
      }
    }
    return new Outlook(
        followed,
        platform,
        /* frozen= */ false,
        versions,
        absent(followed, platform),
        moved,
        gone,
        movedTo(followed),
        registered(followed, platform),
        due(followed, platform, here),
        failure,
        unanswered);
  }

  /**
   * The newest image of the collection, if its registration does not exist or points to an older
   * version. Empty if that image lacks its layout or its SIF.
   */
  private Optional<PresentImage> due(
      Followed followed, Platform platform, List<PresentImage> here) {
    Optional<PresentImage> newest =
        here.stream().max(Comparator.comparing(image -> image.versionIn(repository(followed))));
    if (newest.isEmpty() || !newest.get().hasLayout() || !newest.get().hasSif()) {
      return Optional.empty();
    }
    Optional<Registration> registration =
        configuration.registration(followed.name().registration(platform));
    if (registration.isEmpty()) {
      return newest;
    }
    // A registration that points to another container, or to no image, is somebody's own choice.
    boolean itsOwn =
        registration
            .get()
            .imagePath()
            .map(RepositoryPath::value)
            .flatMap(ImageNames::ofAnyImage)
            .filter(names -> names.isOfContainer(newest.get().names()))
            .isPresent();
    return newest.filter(
        image ->
            itsOwn
                && registered(followed, platform)
                    .filter(now -> image.versionIn(repository(followed)).compareTo(now) > 0)
                    .isPresent());
  }

  private void compare(
      PresentImage image,
      Reference reference,
      List<MovedTag> moved,
      List<PresentImage> gone,
      List<FailureException> unanswered) {
    Answer<Digest> answer = digests.get(reference);
    Digest recorded = image.digest().orElseThrow();
    if (answer.value().isPresent()) {
      Digest today = answer.value().get();
      if (!today.equals(recorded)) {
        moved.add(new MovedTag(image, reference, recorded, today));
      }
    } else if (isGone(answer) && image.tagged().equals(Optional.of(reference))) {
      gone.add(image);
    } else {
      answer.failure().ifPresent(unanswered::add);
    }
  }

  /** The version that the registration points to now. */
  private Optional<Version> registered(Followed followed, Platform platform) {
    return configuration
        .registration(followed.name().registration(platform))
        .flatMap(Registration::imagePath)
        .map(RepositoryPath::value)
        .flatMap(ImageNames::ofAnyImage)
        .map(
            names ->
                present
                    .find(names)
                    .map(image -> image.versionIn(repository(followed)))
                    .orElseGet(() -> PresentImage.versionByName(names)));
  }

  /**
   * The repository whose tags are the versions; empty if the versions are not tags of one
   * repository.
   */
  private static Optional<Repository> repository(Followed followed) {
    return followed.supply() instanceof Supply.Tags supply
        ? Optional.of(supply.repository())
        : Optional.empty();
  }

  private Optional<FailureException> failure(Followed followed) {
    return repository(followed).flatMap(one -> tags.get(one).failure());
  }

  private Optional<URI> movedTo(Followed followed) {
    return repository(followed).flatMap(one -> tags.get(one).value()).flatMap(TagList::movedTo);
  }

  private List<Offer> absent(Followed followed, Platform platform) {
    List<Offer> offers =
        switch (followed.supply()) {
          case Supply.Tags supply ->
              tags.get(supply.repository())
                  .value()
                  .map(list -> supply.offers(list.tags()))
                  .orElse(List.of());
          case Supply.Listed(List<Offer> listed) -> listed;
        };
    Set<Version> here = new HashSet<>();
    Set<Reference> made = new HashSet<>();
    for (PresentImage image : ofContainer(followed, platform)) {
      here.add(image.versionIn(repository(followed)));
      image.reference().ifPresent(made::add);
    }
    return offers.stream()
        .filter(
            offer ->
                !here.contains(offer.version())
                    && !made.contains(offer.reference())
                    && !present.has(followed.name().image(offer.version(), platform)))
        .toList();
  }

  private List<PresentImage> ofContainer(Followed followed, Platform platform) {
    return present.ofContainer(followed.name().image(new Version(""), platform));
  }

  /** The images of the collection that the rule is about. */
  private List<PresentImage> here(Followed followed, Platform platform) {
    return ofContainer(followed, platform).stream()
        .filter(
            image -> !(followed.supply() instanceof Supply.Tags supply) || concerns(supply, image))
        .toList();
  }

  private static boolean concerns(Supply.Tags supply, PresentImage image) {
    TagRule rule = supply.rule();
    Version version = image.versionIn(Optional.of(supply.repository()));
    Optional<String> tag = image.tagIn(supply.repository());
    // If the tag of an image is not known, the pattern may fit it. Then the range alone decides, by
    // the version of the image.
    boolean fits =
        rule.pattern().isEmpty() || tag.isEmpty() || rule.pattern().get().fits(tag.get());
    return fits && rule.range().map(range -> range.contains(version)).orElse(true);
  }

  private boolean isGone(Followed followed, PresentImage image) {
    if (!(followed.supply() instanceof Supply.Tags supply) || image.tagged().isEmpty()) {
      return false;
    }
    Reference reference = image.tagged().get();
    Answer<TagList> answer = tags.get(supply.repository());
    return reference.repository().equals(supply.repository())
        && answer != null
        && answer.value().isPresent()
        && !answer.value().get().tags().contains(reference.tag().orElseThrow());
  }

  private static boolean isGone(Answer<Digest> answer) {
    return answer.failure().map(failure -> failure.kind() == FailureKind.GONE).orElse(false);
  }
}
