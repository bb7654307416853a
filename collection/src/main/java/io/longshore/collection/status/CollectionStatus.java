package io.longshore.collection.status;

import io.longshore.collection.Collection;
import io.longshore.collection.inventory.CommittedFiles;
import io.longshore.collection.inventory.MigratedDataset;
import io.longshore.collection.inventory.MigratedImage;
import io.longshore.collection.migrate.LastFailure;
import io.longshore.collection.migrate.LastFailures;
import io.longshore.collection.migrate.origin.OriginPlanner;
import io.longshore.collection.migrate.origin.OriginRule;
import io.longshore.collection.plan.ImageChoice;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.plan.PlanEntry;
import io.longshore.collection.plan.Planner;
import io.longshore.collection.plan.RegistrationIndex;
import io.longshore.collection.transaction.UnfinishedStep;
import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.ground.FailureException;
import io.longshore.ground.NextStep;
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
    return of(dataset, List.of(), Path.of(""));
  }

  /**
   * Some images of a collection; what it takes is told of all of it.
   *
   * @param typed which, see {@link ImageChoice}; all if there are none
   * @throws FailureException of kind DATASET also if one names no image
   */
  public static CollectionStatus of(Path dataset, List<String> typed, Path currentFolder)
      throws IOException {
    GitRepository git = Collection.superdatasetAt(dataset, new LocalCommandRunner());
    Optional<MigratedDataset> opened = MigratedDataset.open(git, List.of(), Path.of(""));
    if (opened.isEmpty()) {
      try (CommittedFiles files = CommittedFiles.atHead(git)) {
        List<ImageStatus> images = new ArrayList<>();
        addOthers(files, List.of(), images);
        return new CollectionStatus(
            chosen(images, files, ImageChoice.of(typed, currentFolder, git.root())),
            new StorageStatus(0, 0, 0, 0, 0, 0),
            UnfinishedStep.in(git));
      }
    }
    try (MigratedDataset migrated = opened.get()) {
      MigratedImages found = MigratedImages.of(migrated);
      List<ImageStatus> images = new ArrayList<>(found.images());
      addOthers(migrated.superdataset(), migrated.images(), images);
      return new CollectionStatus(
          chosen(images, migrated.superdataset(), ImageChoice.of(typed, currentFolder, git.root())),
          found.storage(),
          UnfinishedStep.in(git));
    }
  }

  private static List<ImageStatus> chosen(
      List<ImageStatus> images, CommittedFiles superdataset, ImageChoice choice)
      throws IOException {
    RegistrationIndex registered = new RegistrationIndex(superdataset.configuration());
    return List.copyOf(
        choice.among(images, image -> registered.name(image.names()), absent(superdataset)));
  }

  private static ImageChoice.Absence absent(CommittedFiles superdataset) {
    Path root = superdataset.git().root();
    return new ImageChoice.Absence(
        "names no image that is committed in " + root,
        NextStep.of("longshore -C {} status --all", root));
  }

  private static void addOthers(
      CommittedFiles superdataset, List<MigratedImage> migrated, List<ImageStatus> images)
      throws IOException {
    Set<String> accountedFor = new HashSet<>();
    for (MigratedImage image : migrated) {
      accountedFor.add(image.names().sif());
      accountedFor.addAll(image.names().formerPlaces());
    }
    Map<String, LastFailure> failures = LastFailures.in(superdataset.git()).read();
    List<PlanEntry> plan =
        Planner.plan(superdataset.git(), superdataset.commit(), List.of(), Path.of(""));
    for (PlanEntry entry : plan) {
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
      addWithoutRecipe(superdataset.git(), withoutRecipe, failures, images);
    }
  }

  private static void addWithoutRecipe(
      GitRepository git,
      List<String> paths,
      Map<String, LastFailure> failures,
      List<ImageStatus> images)
      throws IOException {
    Map<String, PlanEntry> origins = new HashMap<>();
    if (AnnexRepository.find(git).isPresent()) {
      OriginPlanner.plan(git, OriginRule.AUTOMATIC, List.of(), Path.of(""))
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
