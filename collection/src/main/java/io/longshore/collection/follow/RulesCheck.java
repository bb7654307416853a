package io.longshore.collection.follow;

import io.longshore.collection.Collection;
import io.longshore.collection.inventory.CommittedCollection;
import io.longshore.collection.inventory.PresentImages;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.rules.Followed;
import io.longshore.collection.rules.Supply;
import io.longshore.collection.rules.file.RuleSource;
import io.longshore.collection.rules.file.Rules;
import io.longshore.collection.rules.file.RulesFile;
import io.longshore.collection.rules.file.RulesReader;
import io.longshore.collection.rules.source.ExpandedSource;
import io.longshore.collection.rules.source.Expansion;
import io.longshore.collection.rules.source.WebLists;
import io.longshore.collection.rules.version.Version;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.Registration;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares the rules of a collection with its registrations. Changes nothing. */
public final class RulesCheck {
  private final DataladConfig configuration;
  private final PresentImages images;

  private RulesCheck(DataladConfig configuration, PresentImages images) {
    this.configuration = configuration;
    this.images = images;
  }

  /**
   * Checks the rules file in the work tree, committed or not; the committed file if the work tree
   * has none.
   *
   * @param dataset a folder in the superdataset
   * @param web empty if the web is not to be asked
   * @throws io.longshore.ground.FailureException of kind MISSING if there is no rules file, DATASET
   *     if the file is committed but is not a regular file in git itself
   */
  public static CheckedRules of(Path dataset, Optional<WebLists> web) throws IOException {
    GitRepository superdataset = Collection.superdatasetAt(dataset, new LocalCommandRunner());
    try (CommittedCollection collection = CommittedCollection.atHead(superdataset)) {
      Optional<byte[]> committed = RulesFile.committed(collection.superdataset());
      byte[] bytes =
          RulesFile.lying(collection.superdataset())
              .or(() -> committed)
              .orElseThrow(() -> RulesFile.missing(collection.superdataset()));
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
    RulesCheck check = new RulesCheck(collection.configuration(), PresentImages.in(collection));
    List<RuleSource> unread =
        rules.sources().stream()
            .filter(source -> web.isEmpty() && Expansion.asksOnWeb(source))
            .toList();
    List<ExpandedSource> sources =
        web.isPresent()
            ? Expansion.of(rules, collection, web.get())
            : Expansion.ofDatasetAlone(rules, collection);
    Map<String, FollowedOn> followed = new LinkedHashMap<>();
    for (ExpandedSource source : sources) {
      for (Followed one : source.followed()) {
        for (Platform platform : one.platforms()) {
          FollowedOn on = new FollowedOn(one, platform);
          followed.put(on.registration(), on);
        }
      }
    }
    List<Agreement> agreements = new ArrayList<>();
    for (Registration registration : check.configuration.registrations()) {
      Optional<FollowedOn> rule = Optional.ofNullable(followed.remove(registration.name()));
      agreements.add(
          new Agreement(
              registration.name(),
              rule.map(FollowedOn::rule),
              rule.isPresent() ? check.differences(registration, rule.get()) : List.of()));
    }
    return new CheckedRules(
        List.of(), sources, unread, agreements, List.copyOf(followed.values()), committed);
  }

  private List<String> differences(Registration registration, FollowedOn on) {
    List<String> differences = new ArrayList<>();
    Optional<ImageNames> image =
        registration.imagePath().map(RepositoryPath::value).flatMap(ImageNames::ofAnyImage);
    if (image.isEmpty()) {
      return List.of("it points to no image below images/");
    }
    Followed rule = on.rule();
    ImageNames byRule = rule.name().image(new Version("VERSION"), on.platform());
    if (!image.get().isOfContainer(byRule)) {
      differences.add(
          "its image is "
              + image.get().folder()
              + "/"
              + image.get().name()
              + ", the rule's would be "
              + byRule.folder()
              + "/"
              + byRule.name());
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
        .filter(version -> !image.get().version().equals(version.text()))
        .ifPresent(
            version ->
                differences.add(
                    "it is pinned to " + version + " and points to " + image.get().name()));
    return differences;
  }

  private Optional<Repository> repository(ImageNames image) {
    return images.referenceOf(image).map(Reference::repository);
  }

  private static String shown(List<String> words) {
    return words.isEmpty() ? "no words of its own" : "the words " + String.join(" ", words);
  }
}
