package io.longshore.collection.follow;

import io.longshore.collection.Collection;
import io.longshore.collection.inventory.CommittedCollection;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.rules.Followed;
import io.longshore.collection.rules.FollowedName;
import io.longshore.collection.rules.Supply;
import io.longshore.collection.rules.file.RuleSource;
import io.longshore.collection.rules.file.Rules;
import io.longshore.collection.rules.file.RulesFile;
import io.longshore.collection.rules.file.RulesReader;
import io.longshore.collection.rules.source.CallWords;
import io.longshore.collection.rules.source.ExpandedSource;
import io.longshore.collection.rules.source.Expansion;
import io.longshore.collection.rules.source.ImageFamily;
import io.longshore.collection.rules.source.SourcedImage;
import io.longshore.collection.rules.source.WebLists;
import io.longshore.collection.rules.version.Version;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.Registration;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.oci.Platform;
import io.longshore.oci.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares rules with what is registered. Changes nothing. */
public final class RulesCheck {
  private final DataladConfig configuration;
  private final List<SourcedImage> images;

  private RulesCheck(DataladConfig configuration, List<SourcedImage> images) {
    this.configuration = configuration;
    this.images = images;
  }

  /**
   * Checks the rules as they lie in the dataset, committed or not.
   *
   * @param dataset a folder in the superdataset
   * @param web empty if nothing is to be asked on the web
   * @throws io.longshore.ground.FailureException of kind MISSING if there are none
   */
  public static CheckedRules of(Path dataset, Optional<WebLists> web) throws IOException {
    GitRepository superdataset = Collection.superdatasetAt(dataset, new LocalCommandRunner());
    try (CommittedCollection collection = CommittedCollection.atHead(superdataset)) {
      Optional<byte[]> committed = collection.superdataset().file(Rules.PATH);
      Path file = Rules.PATH.in(superdataset.root());
      boolean there = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
      if (!there && committed.isEmpty()) {
        throw RulesFile.missing(collection.superdataset());
      }
      byte[] bytes = there ? Files.readAllBytes(file) : committed.orElseThrow();
      RulesReader.Reading reading = RulesReader.read(bytes, Rules.PATH.value());
      boolean same = committed.isPresent() && Arrays.equals(committed.get(), bytes);
      return reading.faults().isEmpty()
          ? of(reading.rules(), collection, web, same)
          : new CheckedRules(reading.faults(), List.of(), List.of(), List.of(), List.of(), same);
    }
  }

  static CheckedRules of(
      Rules rules, CommittedCollection collection, Optional<WebLists> web, boolean committed)
      throws IOException {
    RulesCheck check = new RulesCheck(collection.configuration(), SourcedImage.allIn(collection));
    List<RuleSource> unread =
        rules.sources().stream()
            .filter(source -> web.isEmpty() && Expansion.asksOnWeb(source))
            .toList();
    List<ExpandedSource> sources =
        web.isPresent()
            ? Expansion.of(rules, collection, web.get())
            : Expansion.ofDatasetAlone(rules, collection);
    Map<String, Followed> followed = new LinkedHashMap<>();
    for (ExpandedSource source : sources) {
      for (Followed one : source.followed()) {
        one.platforms().forEach(platform -> followed.put(one.name().registration(platform), one));
      }
    }
    List<Agreement> agreements = new ArrayList<>();
    for (Registration registration : check.configuration.registrations()) {
      Optional<Followed> rule = Optional.ofNullable(followed.remove(registration.name()));
      agreements.add(
          new Agreement(
              registration.name(),
              rule,
              rule.isPresent() ? check.differences(registration, rule.get()) : List.of()));
    }
    Set<Followed> registered = new HashSet<>();
    agreements.forEach(agreement -> agreement.followed().ifPresent(registered::add));
    return new CheckedRules(
        List.of(),
        sources,
        unread,
        agreements,
        followed.values().stream().distinct().filter(one -> !registered.contains(one)).toList(),
        committed);
  }

  private List<String> differences(Registration registration, Followed rule) {
    List<String> differences = new ArrayList<>();
    Optional<ImageNames> image =
        registration.imagePath().map(RepositoryPath::value).flatMap(ImageNames::ofAnyImage);
    if (image.isEmpty()) {
      return List.of("it points to no image below images/");
    }
    FollowedName name = rule.name();
    List<String> containers =
        rule.platforms().stream()
            .map(platform -> name.image(new Version("0"), platform).container())
            .toList();
    if (!ImageFamily.of(image.get()).equals(name.family())
        || !containers.contains(image.get().container())) {
      differences.add(
          "its image is "
              + image.get().name()
              + ", the rule's would be "
              + name.image(new Version("VERSION"), Platform.LINUX_AMD64).name());
    }
    Optional<List<String>> words = CallWords.of(registration);
    if (words.isPresent() && !words.get().equals(rule.words())) {
      differences.add("its call has " + shown(words.get()) + ", the rule " + shown(rule.words()));
    }
    if (rule.supply() instanceof Supply.Tags tags) {
      repository(image.get())
          .filter(repository -> !repository.equals(tags.repository()))
          .ifPresent(
              repository ->
                  differences.add(
                      "its image comes from "
                          + repository
                          + ", the rule follows "
                          + tags.repository()));
    }
    rule.standing()
        .pinned()
        .filter(version -> !image.get().name().equals(image.get().container() + "--" + version))
        .ifPresent(
            version ->
                differences.add(
                    "it is pinned to " + version + " and points to " + image.get().name()));
    return differences;
  }

  private Optional<Repository> repository(ImageNames image) {
    return images.stream()
        .filter(candidate -> candidate.names().equals(image))
        .flatMap(candidate -> candidate.reference().stream())
        .map(reference -> reference.repository())
        .findFirst();
  }

  private static String shown(List<String> words) {
    return words.isEmpty() ? "no words of its own" : "the words " + String.join(" ", words);
  }
}
