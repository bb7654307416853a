package io.longshore.collection.update;

import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.rules.Followed;
import io.longshore.collection.rules.Offer;
import io.longshore.collection.rules.Supply;
import io.longshore.collection.rules.TagRule;
import io.longshore.collection.rules.version.Version;
import io.longshore.dataset.DataladConfig;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares what a collection has with what its registries have. Each repository is asked once for
 * its tags, and each tag that is in the collection once for its digest: nothing that counts as a
 * pull.
 */
public final class UpdateSurvey {
  /** Enough for hundreds of images a minute on a slow line, and few for a registry. */
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
   * @param configuration with the registrations, of which a comment may call some frozen
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

  /** The tags of whose digests the registry has to be asked. */
  private List<Reference> asked(Followed followed) {
    return followed.platforms().stream()
        .filter(platform -> !isFrozen(followed, platform, configuration))
        .flatMap(platform -> here(followed, platform).stream())
        .filter(image -> image.digest().isPresent() && !isGone(followed, image))
        .flatMap(image -> image.tagged().stream())
        .toList();
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
          Optional.empty());
    }
    Optional<FailureException> failure = failure(followed);
    List<MovedTag> moved = new ArrayList<>();
    List<PresentImage> gone = new ArrayList<>();
    for (PresentImage image : here) {
      // A second line of versions may have images of the first.
      if (failure.isPresent() || image.tagged().isEmpty() || !told.add(image.names())) {
        continue;
      }
      Answer<Digest> today = digests.get(image.tagged().get());
      if (isGone(followed, image) || (today != null && isGone(today))) {
        gone.add(image);
      } else if (today != null && today.failure().isPresent()) {
        failure = today.failure();
      } else if (today != null && !image.digest().equals(today.value())) {
        moved.add(new MovedTag(image, image.digest().get(), today.value().get()));
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
        failure);
  }

  /** Where the tags are, if its versions are tags of one repository. */
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
    Set<Reference> here = new HashSet<>();
    ofContainer(followed, platform).forEach(image -> image.reference().ifPresent(here::add));
    return offers.stream()
        .filter(
            offer ->
                !here.contains(offer.reference())
                    && !present.has(followed.name().image(offer.version(), platform)))
        .toList();
  }

  private List<PresentImage> ofContainer(Followed followed, Platform platform) {
    return present.ofContainer(followed.name().image(new Version(""), platform));
  }

  /** The images that the rule is about. */
  private List<PresentImage> here(Followed followed, Platform platform) {
    return ofContainer(followed, platform).stream()
        .filter(
            image -> !(followed.supply() instanceof Supply.Tags supply) || concerns(supply, image))
        .toList();
  }

  private static boolean concerns(Supply.Tags supply, PresentImage image) {
    TagRule rule = supply.rule();
    Version version = image.versionIn(Optional.of(supply.repository()));
    String tag =
        image
            .reference()
            .filter(known -> known.repository().equals(supply.repository()))
            .flatMap(Reference::tag)
            .orElse(version.text());
    return rule.pattern().map(pattern -> pattern.fits(tag)).orElse(true)
        && rule.range().map(range -> range.contains(version)).orElse(true);
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
