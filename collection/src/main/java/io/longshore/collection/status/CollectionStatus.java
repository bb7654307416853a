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
 * The state of a collection, read from commits and from this clone. Uses no network and changes
 * nothing.
 *
 * @param images first the migrated images, then images with a recipe, then images without; each
 *     group sorted by path
 * @param unfinished a step that was interrupted and not resumed yet
 */
public record CollectionStatus(
    List<ImageStatus> images, StorageStatus storage, Optional<FailureException> unfinished) {
  public CollectionStatus {
    images = List.copyOf(images);
  }

  /**
   * @param dataset a folder in the superdataset
   * @throws FailureException of kind DATASET if the dataset cannot be read, or images-oci is not
   *     installed
   */
  public static CollectionStatus of(Path dataset) throws IOException {
    return of(dataset, List.of(), dataset, Optional.empty());
  }

  /**
   * The status of some images. Figures about storage cover the whole collection.
   *
   * @param typed names of images, see {@link ImageChoice}; empty for all images
   * @param memory keeps earlier surveys, which are used if nothing has changed since
   * @throws FailureException as {@link #of(Path)}; of kind MISSING if a text names no image
   */
  public static CollectionStatus of(
      Path dataset, List<String> typed, Path currentFolder, Optional<StatusMemory> memory)
      throws IOException {
    GitRepository git = Collection.superdatasetAt(dataset, new LocalCommandRunner());
    StatusSurvey survey =
        memory.isPresent() ? memory.get().recall(git, () -> survey(git)) : survey(git);
    Map<String, LastFailure> failures = LastFailures.in(git).read();
    List<ImageStatus> images = new ArrayList<>();
    Set<String> here = new HashSet<>();
    for (StatusSurvey.Sif sif : survey.sifs()) {
      boolean isHere = sif.places().content(git.commonFolder()).isPresent();
      if (isHere) {
        here.add(sif.key());
      }
      images.add(sif.image().withContent(isHere));
    }
    survey.others().forEach(image -> images.add(withFailure(image, failures)));
    return new CollectionStatus(
        typed.isEmpty()
            ? images
            : chosen(images, git, ImageChoice.of(typed, currentFolder, git.root())),
        storage(survey, here),
        UnfinishedStep.in(git));
  }

  private static List<ImageStatus> chosen(
      List<ImageStatus> images, GitRepository git, ImageChoice choice) throws IOException {
    try (CommittedFiles files = CommittedFiles.atHead(git)) {
      RegistrationIndex registered = new RegistrationIndex(files.configuration());
      return List.copyOf(
          choice.among(
              images,
              image -> registered.name(image.names()),
              new ImageChoice.Absence(
                  "names no image that is committed in " + git.root(),
                  NextStep.of("longshore -C {} status --all", git.root()))));
    }
  }

  private static StorageStatus storage(StatusSurvey survey, Set<String> here) {
    Map<String, Long> sifs = new HashMap<>();
    for (StatusSurvey.Sif sif : survey.sifs()) {
      if (!sif.key().isEmpty()) {
        sifs.put(sif.key(), sif.image().sifBytes().orElse(0));
      }
    }
    List<StatusSurvey.Layer> layers = survey.layers();
    List<StatusSurvey.Layer> layersHere =
        layers.isEmpty() ? List.of() : present(layers, Path.of(survey.imagesOciGitFolder()));
    return new StorageStatus(
        layers.size(),
        layers.stream().mapToLong(StatusSurvey.Layer::bytes).sum(),
        layersHere.stream().mapToLong(StatusSurvey.Layer::bytes).sum(),
        survey.sifs().stream().mapToLong(sif -> sif.image().layerBytes()).sum(),
        sifs.values().stream().mapToLong(Long::longValue).sum(),
        here.stream().mapToLong(sifs::get).sum());
  }

  private static List<StatusSurvey.Layer> present(List<StatusSurvey.Layer> layers, Path gitFolder) {
    return layers.stream().filter(layer -> layer.places().content(gitFolder).isPresent()).toList();
  }

  private static ImageStatus withFailure(ImageStatus image, Map<String, LastFailure> failures) {
    return switch (image) {
      case ImageStatus.Pending(String recipe, String reference, var _) ->
          new ImageStatus.Pending(recipe, reference, Optional.ofNullable(failures.get(recipe)));
      case ImageStatus.WithoutRecipe(
              String path,
              Optional<String> reference,
              String words,
              var _) ->
          new ImageStatus.WithoutRecipe(
              path, reference, words, Optional.ofNullable(failures.get(path)));
      case ImageStatus.Migrated _, ImageStatus.NotEligible _ -> image;
    };
  }

  private static StatusSurvey survey(GitRepository git) throws IOException {
    try (CommittedCollection collection = CommittedCollection.atHead(git)) {
      Optional<MigratedDataset> migrated =
          MigratedDataset.of(collection, List.of(), collection.root());
      Meanwhile<MigratedImages> found =
          Meanwhile.begin(
              "migrated images",
              () -> migrated.isPresent() ? MigratedImages.of(migrated.get()) : MigratedImages.NONE);
      List<ImageStatus> others = new ArrayList<>();
      addOthers(collection, migrated.map(MigratedDataset::images).orElse(List.of()), others);
      return new StatusSurvey(
          collection.imagesOci().map(files -> files.git().commonFolder().toString()).orElse(""),
          found.result().sifs(),
          found.result().layers(),
          others);
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
    for (PlanEntry entry : Planner.plan(collection, List.of(), collection.root())) {
      switch (entry) {
        case PlanEntry.Eligible eligible ->
            images.add(
                new ImageStatus.Pending(
                    eligible.recipe(), eligible.reference().asAsked(), Optional.empty()));
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
      addWithoutRecipe(collection, withoutRecipe, images);
    }
  }

  private static void addWithoutRecipe(
      CommittedCollection collection, List<String> paths, List<ImageStatus> images)
      throws IOException {
    Map<String, PlanEntry> origins = new HashMap<>();
    if (AnnexRepository.find(collection.superdataset().git()).isPresent()) {
      OriginPlanner.plan(collection, OriginRule.AUTOMATIC, List.of(), collection.root())
          .forEach(entry -> origins.put(entry.recipe(), entry));
    }
    for (String path : paths) {
      images.add(
          switch (origins.get(path)) {
            case PlanEntry.Eligible known ->
                new ImageStatus.WithoutRecipe(
                    path,
                    Optional.of(known.reference().asAsked()),
                    known.evidence().words(),
                    Optional.empty());
            case PlanEntry.NotEligible left ->
                new ImageStatus.WithoutRecipe(
                    path, Optional.empty(), left.reason(), Optional.empty());
            case null, default ->
                new ImageStatus.WithoutRecipe(
                    path, Optional.empty(), "origin unknown", Optional.empty());
          });
    }
  }

  private static Stream<String> namesOf(PlanEntry entry) {
    return ImageNames.ofRecipe(entry.recipe()).stream()
        .flatMap(
            names -> Stream.concat(Stream.of(names.sif()), names.oldImageCandidates().stream()));
  }
}
