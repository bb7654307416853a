package io.longshore.collection.rules.source;

import io.longshore.collection.inventory.CommittedCollection;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.rules.Followed;
import io.longshore.collection.rules.FollowedName;
import io.longshore.collection.rules.Offer;
import io.longshore.collection.rules.RulePlace;
import io.longshore.collection.rules.Supply;
import io.longshore.collection.rules.TagRule;
import io.longshore.collection.rules.file.ListPlace;
import io.longshore.collection.rules.file.RuleFault;
import io.longshore.collection.rules.file.RuleSource;
import io.longshore.collection.rules.file.Rules;
import io.longshore.collection.rules.yaml.YamlFault;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Says which containers the sources of the rules stand for. One that fails stops no other. */
public final class Expansion {
  /** Stands in where every source that would ask is left out. */
  private static final WebLists NOTHING_ASKED =
      new WebLists() {
        @Override
        public byte[] read(URI address) {
          throw new IllegalStateException(address.toString());
        }

        @Override
        public List<String> repositories(String namespace) {
          throw new IllegalStateException(namespace);
        }
      };

  private static final int MOST_BYTES = 1 << 20;

  private final CommittedCollection collection;
  private final WebLists web;
  private final List<SourcedImage> images;

  private Expansion(CommittedCollection collection, WebLists web) throws IOException {
    this.collection = collection;
    this.web = web;
    this.images = SourcedImage.allIn(collection);
  }

  /**
   * All sources, in the order of the rules. What a rule says of one repository or registration
   * counts before what a list says, and of two lists the first.
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

  /** The sources that the dataset alone can tell; those that would ask on the web are left out. */
  public static List<ExpandedSource> ofDatasetAlone(Rules rules, CommittedCollection collection)
      throws IOException {
    List<RuleSource> local = rules.sources().stream().filter(source -> !asksOnWeb(source)).toList();
    return of(new Rules(local), collection, NOTHING_ASKED);
  }

  /** Whether a source lies outside the dataset. */
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
        case RuleSource.OfRegistration one -> followed.add(registered(one));
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

  private Followed registered(RuleSource.OfRegistration source) throws IOException {
    String name = source.registration();
    ImageNames image =
        collection
            .configuration()
            .registration(name)
            .orElseThrow(() -> failure(source, "there is no registration of that name"))
            .imagePath()
            .map(RepositoryPath::value)
            .flatMap(ImageNames::ofAnyImage)
            .orElseThrow(() -> failure(source, "it points to no image below images/"));
    Repository repository =
        images.stream()
            .filter(candidate -> candidate.names().equals(image))
            .flatMap(candidate -> candidate.reference().stream())
            .map(Reference::repository)
            .findFirst()
            .orElseThrow(
                () -> failure(source, "neither a layout nor a recipe tells where it comes from"));
    return new SourceSettings(source.settings())
        .follow(
            source.place(),
            repository,
            new FollowedName(ImageFamily.of(image), image.container(), name));
  }

  private static FailureException failure(RuleSource.OfRegistration source, String problem) {
    return new FailureException(
        FailureKind.DATASET,
        source.place() + ": " + source.words(),
        problem,
        NextStep.of("name the repository in its place, with repository:"));
  }

  private void namespace(
      RuleSource.OfNamespace source, List<Followed> followed, List<RuleFault> refused)
      throws IOException {
    SourceSettings settings = new SourceSettings(source.settings());
    for (String name : web.repositories(source.namespace())) {
      try {
        Repository repository =
            new Repository(Repository.DOCKER_HUB, source.namespace() + "/" + name);
        addListed(source.place(), repository, settings, followed, refused);
      } catch (IllegalArgumentException e) {
        refused.add(new RuleFault(source.place(), e.getMessage()));
      }
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
    for (ListedRepository listed : listing.entries()) {
      addListed(listed.place(), listed.repository(), settings, followed, refused);
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
              followed.add(
                  settings.follow(
                      images.getLast().place(),
                      new Supply.Listed(offers),
                      FollowedName.of(family, container, ""),
                      List.of(platform)));
            }
          });
    }
  }

  /** Of two builds of one version the later one counts. */
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
    List<Offer> releases = all.stream().filter(offer -> !offer.version().isPreRelease()).toList();
    return rule.preReleases() || releases.isEmpty() ? all : releases;
  }

  private byte[] read(RuleSource source, ListPlace place) throws IOException {
    byte[] bytes =
        switch (place) {
          case ListPlace.OnWeb there -> web.read(there.address());
          case ListPlace.InDataset here ->
              collection
                  .superdataset()
                  .file(here.path())
                  .orElseThrow(
                      () ->
                          new FailureException(
                              FailureKind.MISSING,
                              here.path().value(),
                              "is no file that is committed to git, and "
                                  + source.place()
                                  + " follows it",
                              NextStep.of("git add {} and commit it", here.path())));
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
    Map<String, Followed> counts = new TreeMap<>();
    List<ExpandedSource> once = new ArrayList<>(expanded);
    for (boolean one : new boolean[] {true, false}) {
      for (int i = 0; i < once.size(); i++) {
        if (namesOne(once.get(i).source()) == one) {
          once.set(i, withoutPassedOver(once.get(i), counts));
        }
      }
    }
    return List.copyOf(once);
  }

  private static boolean namesOne(RuleSource source) {
    return source instanceof RuleSource.OfRepository || source instanceof RuleSource.OfRegistration;
  }

  private static ExpandedSource withoutPassedOver(
      ExpandedSource source, Map<String, Followed> counts) {
    List<Followed> followed = new ArrayList<>();
    List<ExpandedSource.PassedOver> passedOver = new ArrayList<>();
    for (Followed one : source.followed()) {
      List<String> names =
          one.platforms().stream().map(platform -> one.name().registration(platform)).toList();
      Optional<Followed> first =
          names.stream().filter(counts::containsKey).map(counts::get).findFirst();
      if (first.isPresent()) {
        passedOver.add(new ExpandedSource.PassedOver(one, first.get()));
      } else {
        followed.add(one);
        names.forEach(name -> counts.put(name, one));
      }
    }
    return new ExpandedSource(
        source.source(), followed, passedOver, source.refused(), source.failure());
  }
}
