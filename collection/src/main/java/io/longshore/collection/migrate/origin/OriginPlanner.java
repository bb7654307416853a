package io.longshore.collection.migrate.origin;

import io.longshore.collection.inventory.CommittedCollection;
import io.longshore.collection.inventory.CommittedFiles;
import io.longshore.collection.plan.ImageChoice;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.plan.ImagePattern;
import io.longshore.collection.plan.PlanEntry;
import io.longshore.collection.plan.RegistrationIndex;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.Registration;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.FailureException;
import io.longshore.ground.NextStep;
import io.longshore.ground.concurrent.InParallel;
import io.longshore.image.RecipeExtras;
import io.longshore.oci.Reference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Plans the migration of images without a recipe. An image is eligible if all sources that know its
 * origin name the same reference. Changes nothing and asks no registry.
 */
public final class OriginPlanner {
  private static final String NO_IMAGE =
      "is no image named images/.../NAME.sif, .sing or .simg, or .datalad/environments/NAME/image";

  private final GitRepository git;
  private final CommittedFiles files;
  private final UnmigratedImages images;
  private final DataladConfig configuration;

  private OriginPlanner(CommittedCollection collection) throws IOException {
    this.files = collection.superdataset();
    this.git = files.git();
    this.images = UnmigratedImages.in(collection);
    this.configuration = files.configuration();
  }

  /**
   * @param rules at least one
   * @param typed paths as the user typed them; if empty, all images that {@link
   *     ImageNames#ofAnyImage} recognizes
   * @param currentFolder the folder that {@code typed} may be relative to
   * @return entries sorted by path; if {@code typed} is not empty, in its order
   * @throws FailureException of kind DATASET if a path is not in the dataset, a table has wrong
   *     lines, or images-oci is not installed
   */
  public static List<PlanEntry> plan(
      CommittedCollection collection,
      List<OriginRule> rules,
      List<String> typed,
      Path currentFolder)
      throws IOException {
    OriginPlanner planner = new OriginPlanner(collection);
    Map<RepositoryPath, PlanEntry> entries = planner.entries(rules);
    return typed.isEmpty()
        ? entries.values().stream()
            .filter(entry -> !(entry instanceof PlanEntry.AlreadyMigrated))
            .toList()
        : planner.named(typed, currentFolder, entries);
  }

  private Map<RepositoryPath, PlanEntry> entries(List<OriginRule> rules) throws IOException {
    List<Map<RepositoryPath, Claim>> claims =
        InParallel.map(rules, rules.size(), rule -> source(rule).claims(images.candidates()));
    Map<RepositoryPath, PlanEntry> entries = new TreeMap<>();
    for (UnmigratedImage image : images.candidates()) {
      entries.put(
          image.path(),
          entry(image, claims.stream().map(source -> source.get(image.path())).toList()));
    }
    for (UnmigratedImages.Blocked blocked : images.blocked()) {
      entries.put(blocked.path(), left(blocked.path(), blocked.reason(), false));
    }
    for (RepositoryPath sif : images.migrated()) {
      entries.put(sif, new PlanEntry.AlreadyMigrated(sif.value(), sif.value()));
    }
    return entries;
  }

  private OriginSource source(OriginRule rule) throws IOException {
    return switch (rule) {
      case OriginRule.Metadata _ -> new MetadataSource(git);
      case OriginRule.Neurodesk _ -> new NeurodeskSource(git);
      case OriginRule.Mapping(Path file) -> MappingSource.read(file, configuration, this::isImage);
    };
  }

  // A table stays valid after images that it names have been migrated.
  private boolean isImage(RepositoryPath path) {
    Optional<ImageNames> names = ImageNames.ofAnyImage(path.value());
    return names.isPresent()
        && (files.has(path) || images.migrated().contains(RepositoryPath.of(names.get().sif())));
  }

  private PlanEntry entry(UnmigratedImage image, List<Claim> claims) {
    Map<Reference, Claim.Known> known = new LinkedHashMap<>();
    Set<String> reasons = new LinkedHashSet<>();
    for (Claim claim : claims) {
      switch (claim) {
        case Claim.Known told -> known.putIfAbsent(told.reference(), told);
        case Claim.Unknown(String reason) -> reasons.add(reason);
      }
    }
    if (known.isEmpty()) {
      return left(image.path(), "origin unknown: it " + String.join(", and ", reasons), false);
    }
    if (known.size() > 1) {
      String told =
          known.values().stream()
              .map(claim -> claim.reference().asAsked() + " by " + claim.evidence().words())
              .collect(Collectors.joining(", "));
      return left(image.path(), "origin told in several ways: " + told, false);
    }
    Claim.Known claim = known.values().iterator().next();
    return new PlanEntry.Eligible(
        image.names(),
        claim.reference(),
        new RecipeExtras(List.of(), new LinkedHashMap<>(), List.of()),
        Optional.of(image.path().value()),
        List.of(),
        configuration.pointingTo(image.path()).stream().map(Registration::name).toList(),
        claim.evidence());
  }

  private List<PlanEntry> named(
      List<String> typed, Path currentFolder, Map<RepositoryPath, PlanEntry> entries)
      throws IOException {
    RegistrationIndex registered = new RegistrationIndex(configuration);
    Map<RepositoryPath, PlanEntry> named = new LinkedHashMap<>();
    for (ImagePattern pattern : ImageChoice.of(typed, currentFolder, git.root()).patterns()) {
      Map<RepositoryPath, PlanEntry> found = new LinkedHashMap<>();
      entries.forEach(
          (path, entry) ->
              ImageNames.ofAnyImage(path.value())
                  .map(registered::name)
                  .filter(pattern::fits)
                  .ifPresent(image -> found.put(path, named(entry, pattern.names(image), path))));
      if (found.isEmpty()) {
        pattern.plainPaths().stream()
            .flatMap(path -> RepositoryPath.find(path).stream())
            .filter(files::has)
            .forEach(path -> found.put(path, left(path, NO_IMAGE, true)));
      }
      if (found.isEmpty()) {
        throw unknown(pattern, entries.keySet(), registered);
      }
      found.forEach(named::putIfAbsent);
    }
    return List.copyOf(named.values());
  }

  private static PlanEntry named(PlanEntry entry, boolean named, RepositoryPath path) {
    return entry instanceof PlanEntry.NotEligible other ? left(path, other.reason(), named) : entry;
  }

  private static PlanEntry.NotEligible left(RepositoryPath path, String reason, boolean named) {
    return new PlanEntry.NotEligible(path.value(), reason, named);
  }

  private FailureException unknown(
      ImagePattern pattern, Set<RepositoryPath> images, RegistrationIndex registered) {
    return ImageChoice.absent(
        pattern.typed(),
        images.stream()
            .flatMap(path -> ImageNames.ofAnyImage(path.value()).stream())
            .map(registered::name)
            .toList(),
        new ImageChoice.Absence(
            "names no image that is committed in " + git.root(),
            NextStep.of("longshore -C {} status --all", git.root())));
  }
}
