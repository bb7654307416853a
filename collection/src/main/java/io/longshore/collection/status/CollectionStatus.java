package io.longshore.collection.status;

import io.longshore.collection.Collection;
import io.longshore.collection.inventory.CommittedCollection;
import io.longshore.collection.inventory.CommittedFiles;
import io.longshore.collection.inventory.MigratedDataset;
import io.longshore.collection.inventory.MigratedImage;
import io.longshore.collection.migrate.LastFailure;
import io.longshore.collection.migrate.LastFailures;
import io.longshore.collection.migrate.origin.OriginPlanner;
import io.longshore.collection.migrate.origin.OriginRule;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.plan.PlanEntry;
import io.longshore.collection.plan.Planner;
import io.longshore.collection.transaction.UnfinishedStep;
import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.ground.FailureException;
import io.longshore.ground.concurrent.Meanwhile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How far a collection has got, from what is committed and what this clone knows. Uses no network
 * and changes nothing.
 *
 * @param images the migrated ones first, then those with recipes, then those without; each sorted
 *     by path
 * @param unfinished a step that was broken off
 */
public record CollectionStatus(
    List<ImageStatus> images, StorageStatus storage, Optional<FailureException> unfinished) {
  public CollectionStatus {
    images = List.copyOf(images);
  }

  /**
   * @param dataset a folder in the superdataset
   * @throws FailureException of kind DATASET if it cannot be read, or images-oci is not installed
   */
  public static CollectionStatus of(Path dataset) throws IOException {
    GitRepository git = Collection.superdatasetAt(dataset, new LocalCommandRunner());
    try (CommittedCollection collection = CommittedCollection.atHead(git)) {
      Optional<MigratedDataset> migrated = MigratedDataset.of(collection, List.of(), Path.of(""));
      Meanwhile<MigratedImages> found =
          Meanwhile.begin(
              "migrated images",
              () -> migrated.isPresent() ? MigratedImages.of(migrated.get()) : MigratedImages.NONE);
      List<ImageStatus> others = new ArrayList<>();
      addOthers(collection, migrated.map(MigratedDataset::images).orElse(List.of()), others);
      List<ImageStatus> images = new ArrayList<>(found.result().images());
      images.addAll(others);
      return new CollectionStatus(images, found.result().storage(), UnfinishedStep.in(git));
    }
  }

  private static void addOthers(
      CommittedCollection collection, List<MigratedImage> migrated, List<ImageStatus> images)
      throws IOException {
    CommittedFiles superdataset = collection.superdataset();
    Set<String> accountedFor = new HashSet<>();
    for (MigratedImage image : migrated) {
      accountedFor.add(image.names().sif());
      accountedFor.addAll(image.names().formerPlaces());
    }
    Map<String, LastFailure> failures = LastFailures.in(superdataset.git()).read();
    for (PlanEntry entry : Planner.plan(collection, List.of(), Path.of(""))) {
      switch (entry) {
        case PlanEntry.Eligible eligible ->
            images.add(
                new ImageStatus.Pending(
                    eligible.recipe(),
                    eligible.reference().asAsked(),
                    Optional.ofNullable(failures.get(eligible.recipe()))));
        case PlanEntry.NotEligible left ->
            images.add(new ImageStatus.NotEligible(left.recipe(), left.reason()));
        case PlanEntry.AlreadyMigrated _ -> {}
      }
      namesOf(entry).forEach(accountedFor::add);
    }
    List<String> withoutRecipe =
        superdataset.paths().stream()
            .map(path -> path.value())
            .filter(path -> ImageNames.ofAnyImage(path).isPresent() && !accountedFor.contains(path))
            .toList();
    if (!withoutRecipe.isEmpty()) {
      addWithoutRecipe(collection, withoutRecipe, failures, images);
    }
  }

  private static void addWithoutRecipe(
      CommittedCollection collection,
      List<String> paths,
      Map<String, LastFailure> failures,
      List<ImageStatus> images)
      throws IOException {
    Map<String, PlanEntry> origins = new HashMap<>();
    if (AnnexRepository.find(collection.superdataset().git()).isPresent()) {
      OriginPlanner.plan(collection, OriginRule.AUTOMATIC, List.of(), Path.of(""))
          .forEach(entry -> origins.put(entry.recipe(), entry));
    }
    for (String path : paths) {
      Optional<LastFailure> failure = Optional.ofNullable(failures.get(path));
      images.add(
          switch (origins.get(path)) {
            case PlanEntry.Eligible known ->
                new ImageStatus.WithoutRecipe(
                    path,
                    Optional.of(known.reference().asAsked()),
                    known.evidence().words(),
                    failure);
            case PlanEntry.NotEligible left ->
                new ImageStatus.WithoutRecipe(path, Optional.empty(), left.reason(), failure);
            case null, default ->
                new ImageStatus.WithoutRecipe(path, Optional.empty(), "origin unknown", failure);
          });
    }
  }

  private static Stream<String> namesOf(PlanEntry entry) {
    return ImageNames.ofRecipe(entry.recipe()).stream()
        .flatMap(
            names -> Stream.concat(Stream.of(names.sif()), names.oldImageCandidates().stream()));
  }
}
