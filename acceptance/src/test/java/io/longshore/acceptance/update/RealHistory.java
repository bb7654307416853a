package io.longshore.acceptance.update;

import io.longshore.acceptance.collection.RecipeFact;
import io.longshore.collection.inventory.PresentImage;
import io.longshore.collection.inventory.PresentImages;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.rules.Followed;
import io.longshore.collection.rules.FollowedName;
import io.longshore.collection.rules.ImageTest;
import io.longshore.collection.rules.RulePlace;
import io.longshore.collection.rules.Standing;
import io.longshore.collection.rules.Supply;
import io.longshore.collection.rules.TagRule;
import io.longshore.collection.rules.Take;
import io.longshore.dataset.DataladConfig;
import io.longshore.ground.Digest;
import io.longshore.image.RecipeExtras;
import io.longshore.loopback.LoopbackRegistry;
import io.longshore.oci.MediaTypes;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The real collection as if all of it were migrated, followed by a rule for each of its container
 * names, and a registry that has all its images.
 */
final class RealHistory {
  /** The images of a container, each with its reference. */
  private final SequencedMap<String, List<PresentImage>> containers = new TreeMap<>();

  private final Map<Reference, String> content = new LinkedHashMap<>();
  private final Set<Reference> removed = new LinkedHashSet<>();

  RealHistory() {
    for (RecipeFact recipe : RecipeFact.all()) {
      ImageNames names = ImageNames.ofRecipe(recipe.recipe()).orElseThrow();
      Reference reference = Reference.parse(recipe.from());
      containers
          .computeIfAbsent(names.container(), _ -> new ArrayList<>())
          .add(
              new PresentImage(
                  names,
                  Optional.of(reference),
                  Optional.of(Digest.of(manifest(reference, "as added"))),
                  Optional.empty(),
                  RecipeExtras.NONE,
                  /* hasLayout= */ true,
                  /* hasSif= */ true));
      content.put(reference, "as added");
    }
  }

  private static byte[] manifest(Reference reference, String state) {
    return (reference + " " + state).getBytes(StandardCharsets.UTF_8);
  }

  List<String> names() {
    return List.copyOf(containers.keySet());
  }

  List<PresentImage> images(String name) {
    return containers.get(name);
  }

  PresentImages present() {
    return PresentImages.of(containers.values().stream().flatMap(List::stream).toList());
  }

  /** Each container's newest image is registered under its name. */
  DataladConfig configuration() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String name : names()) {
      Optional<Repository> repository = Optional.of(repository(name));
      PresentImage newest =
          images(name).stream()
              .max(Comparator.comparing(image -> image.versionIn(repository)))
              .orElseThrow();
      text.append("[datalad \"containers.").append(name).append("\"]\n\timage = ");
      text.append(newest.names().sif()).append('\n');
    }
    return DataladConfig.parse(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Where a container's versions come from: of several repositories the one with most of them. */
  Repository repository(String name) {
    Map<Repository, Integer> counts = new LinkedHashMap<>();
    for (PresentImage image : containers.get(name)) {
      counts.merge(image.reference().orElseThrow().repository(), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElseThrow();
  }

  Followed followed(String name) {
    ImageNames any = containers.get(name).getFirst().names();
    return new Followed(
        new RulePlace(".datalad/longshore.yaml", 1, 1),
        new Supply.Tags(repository(name), TagRule.DEFAULT),
        new FollowedName(any.family(), name, name),
        Take.NEWEST,
        List.of(Platform.LINUX_AMD64),
        List.of(),
        Standing.USUAL,
        ImageTest.USUAL);
  }

  List<Followed> followed() {
    return names().stream().map(this::followed).toList();
  }

  /** What {@code reference} means from now on. */
  void put(Reference reference, String state) {
    content.put(reference, state);
  }

  /** Adds a tag, unless it is there. */
  void add(Repository repository, String tag) {
    content.putIfAbsent(Reference.parse(repository + ":" + tag), "new");
  }

  Set<Repository> repositories() {
    return content.keySet().stream().map(Reference::repository).collect(Collectors.toSet());
  }

  /** Takes a tag away; its repository stays. */
  void remove(Reference reference) {
    removed.add(reference);
  }

  void removeAll(Repository repository) {
    content.keySet().removeIf(reference -> reference.repository().equals(repository));
  }

  /** Serves it, in place of Docker Hub. */
  void serveOn(LoopbackRegistry registry) {
    content.forEach(
        (reference, state) ->
            registry.addManifest(
                reference.repository().path(),
                reference.tag().orElseThrow(),
                MediaTypes.OCI_MANIFEST,
                manifest(reference, state)));
    removed.forEach(
        reference ->
            registry.removeTag(reference.repository().path(), reference.tag().orElseThrow()));
  }
}
