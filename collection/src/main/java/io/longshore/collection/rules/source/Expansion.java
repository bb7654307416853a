package io.longshore.collection.rules.source;

import io.longshore.collection.inventory.CommittedCollection;
import io.longshore.collection.inventory.PresentImages;
import io.longshore.collection.plan.ImageFamily;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.rules.Followed;
import io.longshore.collection.rules.FollowedName;
import io.longshore.collection.rules.Offer;
import io.longshore.collection.rules.RulePlace;
import io.longshore.collection.rules.Supply;
import io.longshore.collection.rules.TagRule;
import io.longshore.collection.rules.file.FileInGit;
import io.longshore.collection.rules.file.ListPlace;
import io.longshore.collection.rules.file.RuleFault;
import io.longshore.collection.rules.file.RuleSource;
import io.longshore.collection.rules.file.Rules;
import io.longshore.collection.rules.yaml.YamlFault;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.oci.Platform;
import io.longshore.oci.Repository;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds the containers that the sources of the rules stand for. A source that fails does not stop
 * the others.
 */
public final class Expansion {
  /** For rules without sources on the web, where nothing is ever asked. */
  private static final WebLists NOTHING_ASKED =
      new WebLists() {
        @Override
        public byte[] read(URI address) {
          throw new IllegalStateException(address.toString());
        }

        @Override
        public List<Repository> repositories(String namespace) {
          throw new IllegalStateException(namespace);
        }
      };

  private static final int MOST_BYTES = 1 << 20;

  private final CommittedCollection collection;
  private final WebLists web;
  private final PresentImages images;

  private Expansion(CommittedCollection collection, WebLists web) throws IOException {
    this.collection = collection;
    this.web = web;
    this.images = PresentImages.in(collection);
  }

  /**
   * All sources, in the order of the rules. Each registration belongs to one source. A source that
   * is one repository or registration counts before lists and namespaces; otherwise the first
   * source counts.
   */
  public static List<ExpandedSource> of(Rules rules, CommittedCollection collection, WebLists web)
      throws IOException {
    Expansion expansion = new Expansion(collection, web);
    List<ExpandedSource> expanded = new ArrayList<>();
    for (RuleSource source : rules.sources()) {
      expanded.add(expansion.expand(source));
    }
    return eachRegistrationOnce(expanded);
  }

  /** The sources that can be read from the dataset alone. Sources on the web are left out. */
  public static List<ExpandedSource> ofDatasetAlone(Rules rules, CommittedCollection collection)
      throws IOException {
    List<RuleSource> local = rules.sources().stream().filter(source -> !asksOnWeb(source)).toList();
    return of(new Rules(local), collection, NOTHING_ASKED);
  }

  /** Whether the web has to be asked for a source. */
  public static boolean asksOnWeb(RuleSource source) {
    return switch (source) {
      case RuleSource.OfNamespace _ -> true;
      case RuleSource.OfList many -> many.list() instanceof ListPlace.OnWeb;
      case RuleSource.OfNeurodesk many -> many.list() instanceof ListPlace.OnWeb;
      case RuleSource.OfRepository _, RuleSource.OfRegistration _ -> false;
    };
  }

  private ExpandedSource expand(RuleSource source) throws IOException {
    List<Followed> followed = new ArrayList<>();
    List<RuleFault> refused = new ArrayList<>();
    try {
      switch (source) {
        case RuleSource.OfRepository one ->
            add(
                one.place(),
                one.repository(),
                new SourceSettings(one.settings()),
                followed,
                refused);
        case RuleSource.OfRegistration one -> registered(one, followed, refused);
        case RuleSource.OfNamespace many -> namespace(many, followed, refused);
        case RuleSource.OfList many -> list(many, followed, refused);
        case RuleSource.OfNeurodesk many -> neurodesk(many, followed, refused);
      }
    } catch (FailureException e) {
      return new ExpandedSource(source, List.of(), List.of(), refused, Optional.of(e));
    }
    return new ExpandedSource(source, followed, List.of(), refused, Optional.empty());
  }

  private static void add(
      RulePlace place,
      Repository repository,
      SourceSettings settings,
      List<Followed> followed,
      List<RuleFault> refused) {
    try {
      followed.add(settings.follow(place, repository, settings.name(repository)));
    } catch (IllegalArgumentException e) {
      refused.add(new RuleFault(place, repository + ": " + e.getMessage()));
    }
  }

  private void registered(
      RuleSource.OfRegistration source, List<Followed> followed, List<RuleFault> refused)
      throws IOException {
    String name = source.registration();
    DataladConfig configuration = collection.configuration();
    ImageNames image =
        configuration
            .registration(name)
            .orElseThrow(() -> failure(source, "there is no registration of that name"))
            .imagePath()
            .map(RepositoryPath::value)
            .flatMap(ImageNames::ofAnyImage)
            .orElseThrow(() -> failure(source, "it points to no image below images/"));
    SourceSettings settings = new SourceSettings(source.settings());
    Optional<Supply> supply =
        images
            .referenceOf(image)
            .map(reference -> new Supply.Tags(reference.repository(), settings.tagRule()));
    if (supply.isEmpty() && !settings.isFrozen() && !configuration.isFrozen(name)) {
      throw withoutOrigin(source);
    }
    try {
      PlatformName own = PlatformName.of(name, image, images.find(image));
      followed.add(
          settings.follow(
              source.place(),
              // No registry is asked about a frozen container, so its repository need not be known.
              supply.orElse(new Supply.Listed(List.of())),
              own.usual(),
              own.isUsual() ? settings.platforms() : List.of(own.platform())));
    } catch (IllegalArgumentException e) {
      refused.add(new RuleFault(source.place(), name + ": " + e.getMessage()));
    }
  }

  private FailureException withoutOrigin(RuleSource.OfRegistration source) {
    return collection.lacksLayouts()
        ? failure(
            source,
            "no recipe tells where it comes from, and this clone has no layouts",
            CommittedCollection.installation())
        : failure(source, "neither a layout nor a recipe tells where it comes from");
  }

  private static FailureException failure(RuleSource.OfRegistration source, String problem) {
    return failure(
        source, problem, NextStep.of("name the repository in its place, with repository:"));
  }

  private static FailureException failure(
      RuleSource.OfRegistration source, String problem, NextStep next) {
    return new FailureException(
        FailureKind.DATASET, source.place() + ": " + source.words(), problem, next);
  }

  private void namespace(
      RuleSource.OfNamespace source, List<Followed> followed, List<RuleFault> refused)
      throws IOException {
    SourceSettings settings = new SourceSettings(source.settings());
    for (Repository repository : web.repositories(source.namespace())) {
      addListed(source.place(), repository, settings, followed, refused);
    }
  }

  private void list(RuleSource.OfList source, List<Followed> followed, List<RuleFault> refused)
      throws IOException {
    SourceSettings settings = new SourceSettings(source.settings());
    Listing<ListedRepository> listing;
    try {
      listing = RepositoryList.read(read(source, source.list()), source.list().toString());
    } catch (YamlFault e) {
      throw new FailureException(
          FailureKind.MALFORMED,
          e.place().toString(),
          e.getMessage(),
          NextStep.of("a list is the BIDS apps list, or has one repository a line"),
          e);
    }
    refused.addAll(listing.refused());
    requireEntries(listing, source.list());
    for (ListedRepository listed : listing.entries()) {
      addListed(listed.place(), listed.repository(), settings, followed, refused);
    }
  }

  /**
   * Fails for a list on the web that has no entries. The owner of a list may change its form;
   * without a failure the list would then seem to have nothing new for ever.
   */
  private static void requireEntries(Listing<?> listing, ListPlace place) throws FailureException {
    if (listing.entries().isEmpty() && place instanceof ListPlace.OnWeb) {
      throw new FailureException(
          FailureKind.MALFORMED,
          place.toString(),
          "names no image that could be followed, so that it is empty or has another form now",
          NextStep.of("look at what is there; see docs/rules.md for the forms of lists"));
    }
  }

  private static void addListed(
      RulePlace place,
      Repository repository,
      SourceSettings settings,
      List<Followed> followed,
      List<RuleFault> refused) {
    String path = repository.path();
    if (settings.isMeant(path, path.substring(path.lastIndexOf('/') + 1), repository.toString())) {
      add(place, repository, settings, followed, refused);
    }
  }

  private void neurodesk(
      RuleSource.OfNeurodesk source, List<Followed> followed, List<RuleFault> refused)
      throws IOException {
    SourceSettings settings = new SourceSettings(source.settings());
    Listing<NeurodeskList.Listed> listing =
        NeurodeskList.read(read(source, source.list()), source.list().toString());
    refused.addAll(listing.refused());
    requireEntries(listing, source.list());
    String family = settings.family("neurodesk");
    for (Platform platform : settings.platforms()) {
      Map<String, List<NeurodeskList.Listed>> byName = new TreeMap<>();
      listing.entries().stream()
          .filter(listed -> listed.platform().isSameMachine(platform))
          .filter(listed -> settings.isMeant(listed.name()))
          .forEach(
              listed -> byName.computeIfAbsent(listed.name(), _ -> new ArrayList<>()).add(listed));
      byName.forEach(
          (name, images) -> {
            String container = ImageFamily.container(family, name);
            List<Offer> offers = offers(images, settings.tagRule());
            if (!offers.isEmpty()) {
              RulePlace place = images.getLast().place();
              try {
                followed.add(
                    settings.follow(
                        place,
                        new Supply.Listed(offers),
                        FollowedName.of(family, container, ""),
                        List.of(platform)));
              } catch (IllegalArgumentException e) {
                refused.add(new RuleFault(place, Listing.shown(name) + ": " + e.getMessage()));
              }
            }
          });
    }
  }

  /** The offered versions. Of two builds of one version the later build counts. */
  private static List<Offer> offers(List<NeurodeskList.Listed> images, TagRule rule) {
    Map<String, NeurodeskList.Listed> latest = new TreeMap<>();
    images.stream()
        .sorted(Comparator.comparing(NeurodeskList.Listed::date))
        .forEach(image -> latest.put(image.offer().version().text(), image));
    List<Offer> all =
        latest.values().stream()
            .map(NeurodeskList.Listed::offer)
            .filter(
                offer -> rule.range().map(range -> range.contains(offer.version())).orElse(true))
            .sorted(Comparator.comparing(Offer::version))
            .toList();
    return rule.released(all, Offer::version);
  }

  private byte[] read(RuleSource source, ListPlace place) throws IOException {
    byte[] bytes =
        switch (place) {
          case ListPlace.OnWeb there -> web.read(there.address());
          case ListPlace.InDataset here ->
              FileInGit.require(
                  collection.superdataset(), here.path(), source.place() + " follows it");
        };
    if (bytes.length > MOST_BYTES) {
      throw new FailureException(
          FailureKind.MALFORMED,
          place.toString(),
          "is larger than 1 MiB, which no list of repositories is",
          NextStep.of("look at what is there"));
    }
    return bytes;
  }

  private static List<ExpandedSource> eachRegistrationOnce(List<ExpandedSource> expanded) {
    Set<String> taken = new HashSet<>();
    List<ExpandedSource> once = new ArrayList<>(expanded);
    for (boolean one : new boolean[] {true, false}) {
      for (int i = 0; i < once.size(); i++) {
        if (namesOne(once.get(i).source()) == one) {
          once.set(i, withoutPassedOver(once.get(i), taken));
          taken.addAll(named(once.get(i).source()));
        }
      }
    }
    return List.copyOf(once);
  }

  private static boolean namesOne(RuleSource source) {
    return source instanceof RuleSource.OfRepository || source instanceof RuleSource.OfRegistration;
  }

  /**
   * The registrations that belong to a source even if it fails, so that no list changes a
   * registration that is to stay.
   */
  private static List<String> named(RuleSource source) {
    if (!(source instanceof RuleSource.OfRegistration one)) {
      return List.of();
    }
    Stream<String> others =
        new SourceSettings(one.settings())
            .platforms().stream()
                .map(platform -> FollowedName.registration(one.registration(), platform));
    return Stream.concat(Stream.of(one.registration()), others).toList();
  }

  private static ExpandedSource withoutPassedOver(ExpandedSource source, Set<String> taken) {
    List<Followed> followed = new ArrayList<>();
    List<Followed> passedOver = new ArrayList<>();
    for (Followed one : source.followed()) {
      List<String> names =
          one.platforms().stream().map(platform -> one.name().registration(platform)).toList();
      if (names.stream().anyMatch(taken::contains)) {
        passedOver.add(one);
      } else {
        followed.add(one);
        taken.addAll(names);
      }
    }
    return new ExpandedSource(
        source.source(), followed, passedOver, source.refused(), source.failure());
  }
}
