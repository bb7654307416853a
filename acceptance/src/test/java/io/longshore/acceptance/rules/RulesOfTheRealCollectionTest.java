package io.longshore.acceptance.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.LaidOutCollection;
import io.longshore.acceptance.collection.RecipeFact;
import io.longshore.acceptance.collection.RegistrationFact;
import io.longshore.acceptance.collection.Shell;
import io.longshore.collection.follow.Agreement;
import io.longshore.collection.follow.CheckedRules;
import io.longshore.collection.follow.ImportedRules;
import io.longshore.collection.follow.RulesCheck;
import io.longshore.collection.follow.RulesWriting;
import io.longshore.collection.follow.Unfollowed;
import io.longshore.collection.rules.Followed;
import io.longshore.collection.rules.Supply;
import io.longshore.collection.rules.source.WebLists;
import io.longshore.ground.FailureException;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules that the real collection's registrations imply give these registrations again. */
class RulesOfTheRealCollectionTest {
  /** Neurodesk's list, as it is kept for the tests, is older than the registrations. */
  private static final Set<String> NEWER_THAN_THE_LIST =
      Stream.of(
              "amico batchheudiconv bidsme delphi gigaconnectome gingerale halfpipe lesymap linda"
                  .split(" "),
              "networkcorrespondancetoolkit nftsim osprey ospreybids pcntoolkit qupath".split(" "),
              "spmpython tractseg xnat".split(" "))
          .flatMap(Stream::of)
          .map(name -> "neurodesk-" + name)
          .collect(Collectors.toCollection(TreeSet::new));

  @TempDir Path folder;

  @Test
  void eachRegistrationIsReproducedOrItIsSaidWhyNot() throws IOException {
    LaidOutCollection collection =
        LaidOutCollection.whole(folder.resolve("collection"), Shell.in(folder));
    ImportedRules imported = RulesWriting.write(collection.folder(), /* force= */ false).rules();
    Map<String, String> unfollowed =
        imported.unfollowed().stream()
            .collect(
                Collectors.toMap(
                    Unfollowed::registration, Unfollowed::reason, (a, _) -> a, TreeMap::new));
    String unknown = "neither a recipe nor a layout tells where its image comes from";
    assertEquals(
        Map.of(
            "adswa-nilearn", unknown,
            "arg-test", "its image is not one of images/FAMILY/NAME--VERSION",
            "pymvpa-mvpa2", unknown,
            "repronim-containers", unknown),
        unfollowed);
    assertEquals(
        RegistrationFact.all().size(),
        imported.followed() + imported.neurodesk().size() + unfollowed.size());

    CheckedRules checked = RulesCheck.of(collection.folder(), Optional.of(new KnownLists()));
    assertEquals(Set.of(), different(checked));
    Set<String> absent = new TreeSet<>(imported.neurodesk());
    absent.removeAll(neurodesk(checked));
    assertEquals(NEWER_THAN_THE_LIST, absent);
    assertEquals(Set.of("'20.2.*'"), linesWith(imported.text(), "versions: "));
    assertEquals(Set.of(), linesWith(imported.text(), "pinned: "));
    assertEquals(Set.of(), versionsOtherThanRegistered(checked));

    FailureException refused =
        assertThrows(
            FailureException.class,
            () -> RulesWriting.write(collection.folder(), /* force= */ false));
    assertTrue(refused.nextStep().contains("rules import --dry-run"), refused.nextStep());
    assertEquals(
        "config annex.largefiles=nothing\nlongshore.yaml annex.largefiles=nothing\n",
        Files.readString(collection.path(".datalad/.gitattributes")));
  }

  /**
   * Registrations whose image is not the newest of those that the collection has, by their rule.
   */
  private static Set<String> versionsOtherThanRegistered(CheckedRules checked) {
    Map<String, String> images =
        RegistrationFact.all().stream()
            .collect(Collectors.toMap(RegistrationFact::name, RegistrationFact::image));
    Set<String> others = new TreeSet<>();
    for (Agreement agreement : checked.agreements()) {
      Optional<Followed> followed = agreement.followed();
      if (followed.isPresent() && followed.get().supply() instanceof Supply.Tags tags) {
        String image =
            tags.offers(knownTags(tags)).stream()
                .reduce((older, newer) -> newer)
                .map(offer -> followed.get().name().image(offer.version(), Platform.LINUX_AMD64))
                .map(names -> names.folder() + "/" + names.name() + ".sing")
                .orElse("none");
        if (!image.equals(images.get(agreement.registration()))) {
          others.add(agreement.registration() + " " + image);
        }
      }
    }
    return others;
  }

  private static List<String> knownTags(Supply.Tags tags) {
    return RecipeFact.all().stream()
        .filter(recipe -> recipe.oldImage().isPresent())
        .map(recipe -> Reference.parse(recipe.from()))
        .filter(reference -> reference.repository().equals(tags.repository()))
        .flatMap(reference -> reference.tag().stream())
        .toList();
  }

  private static List<String> neurodesk(CheckedRules checked) {
    return checked.agreements().stream()
        .filter(agreement -> agreement.registration().startsWith("neurodesk-"))
        .filter(agreement -> agreement.followed().isPresent())
        .map(Agreement::registration)
        .toList();
  }

  private static Set<String> linesWith(String text, String key) {
    return text.lines()
        .filter(line -> line.contains(key))
        .map(line -> line.replaceFirst(".*" + key, ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> different(CheckedRules checked) {
    return checked.agreements().stream()
        .filter(agreement -> !agreement.differences().isEmpty())
        .map(Agreement::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Lists as they were, whatever stands there today. */
  private static final class KnownLists implements WebLists {
    @Override
    public byte[] read(URI address) throws IOException {
      String file = address.getPath().endsWith("log.txt") ? "neurodesk-log.txt" : "bids-apps.yml";
      try (InputStream content =
          RulesOfTheRealCollectionTest.class.getResourceAsStream("/collection/" + file)) {
        return content.readAllBytes();
      }
    }

    @Override
    public List<Repository> repositories(String namespace) {
      throw new AssertionError(namespace);
    }
  }
}
