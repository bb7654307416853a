package io.longshore.collection.plan;

import io.longshore.collection.recipe.NotEligibleException;
import io.longshore.collection.recipe.Recipe;
import io.longshore.collection.recipe.RecipeReader;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.Registration;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.oci.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what migration means for each recipe that is committed. Reads only; asks no registry. */
public final class Planner {
  private final Path root;
  private final PlanGround ground;
  private final Set<RepositoryPath> tracked;
  private final DataladConfig configuration;

  /** Folders inside images-oci; empty if they cannot be known. */
  private final Optional<Set<String>> layouts;

  private Planner(PlanGround ground) throws IOException {
    this.ground = ground;
    this.root = ground.root();
    this.tracked = new LinkedHashSet<>(ground.paths());
    this.configuration = ground.configuration();
    this.layouts = ground.layouts();
  }

  /**
   * @param typed recipes as typed; all below {@code images/} if empty
   * @param currentFolder what {@code typed} may be relative to
   * @return entries sorted by recipe path; those typed in the order typed
   */
  public static List<PlanEntry> plan(PlanGround ground, List<String> typed, Path currentFolder)
      throws IOException {
    Planner planner = new Planner(ground);
    return typed.isEmpty() ? planner.all() : planner.named(typed, currentFolder);
  }

  private List<PlanEntry> all() throws IOException {
    List<PlanEntry> entries = new ArrayList<>();
    for (RepositoryPath path : tracked.stream().sorted().toList()) {
      Optional<ImageNames> names = ImageNames.ofRecipe(path.value());
      if (names.isPresent()) {
        entries.add(entry(names.get(), false));
      }
    }
    return entries;
  }

  private List<PlanEntry> named(List<String> typed, Path currentFolder) throws IOException {
    List<PlanEntry> entries = new ArrayList<>();
    for (RepositoryPath path : RecipeSelection.named(typed, currentFolder, root, this::isKnown)) {
      Optional<ImageNames> names = ImageNames.ofRecipe(path.value());
      if (names.isEmpty()) {
        entries.add(new PlanEntry.NotEligible(path.value(), noRecipe(path), true));
      } else if (tracked.contains(path)) {
        entries.add(entry(names.get(), true));
      } else {
        entries.add(new PlanEntry.AlreadyMigrated(path.value(), names.get().sif()));
      }
    }
    return entries;
  }

  private String noRecipe(RepositoryPath path) {
    Optional<ImageNames> image = ImageNames.ofAnyImage(path.value());
    if (image.isEmpty()) {
      return "is not named images/.../Singularity.NAME";
    }
    String recipe = image.get().recipe();
    return tracked.contains(RepositoryPath.of(recipe))
        ? "is an image; to migrate it, name its recipe: " + recipe
        : "is an image without a recipe; such are migrated with --from";
  }

  private boolean isKnown(RepositoryPath path) {
    return tracked.contains(path)
        || ImageNames.ofRecipe(path.value())
            .map(names -> tracked.contains(RepositoryPath.of(names.sif())))
            .orElse(false);
  }

  private PlanEntry entry(ImageNames names, boolean named) throws IOException {
    String text =
        new String(ground.content(RepositoryPath.of(names.recipe())), StandardCharsets.UTF_8);
    try {
      return eligible(names, text);
    } catch (NotEligibleException e) {
      return new PlanEntry.NotEligible(names.recipe(), e.getMessage(), named);
    }
  }

  private PlanEntry eligible(ImageNames names, String text) throws NotEligibleException {
    if (!names.suitDatalad()) {
      throw new NotEligibleException("DataLad can do nothing with a backslash in a path");
    }
    if (!Recipe.isGenerated(text)) {
      throw new NotEligibleException(
          "is not auto-generated (no '" + Recipe.GENERATED_MARKER + "' in it)");
    }
    RecipeReader.Declared declared = RecipeReader.read(text);
    Reference reference = reference(declared.from());
    List<String> oldImages = oldImages(names);
    return new PlanEntry.Eligible(
        names,
        reference,
        declared.extras(),
        oldImages.stream().findFirst(),
        oldImages.stream().skip(1).toList(),
        registrationsOf(oldImages),
        new Evidence.Recipe(names.recipe()));
  }

  // A SIF beside its recipe is as old as any other image, unless a layout stands for it. The one
  // that people use comes first.
  private List<String> oldImages(ImageNames names) throws NotEligibleException {
    List<String> found = new ArrayList<>();
    if (tracked.contains(RepositoryPath.of(names.sif()))) {
      if (layouts.isEmpty() || layouts.get().contains(names.layout())) {
        throw new NotEligibleException(names.sif() + " is there already");
      }
      found.add(names.sif());
    }
    names.oldImageCandidates().stream()
        .filter(path -> tracked.contains(RepositoryPath.of(path)))
        .forEach(found::add);
    found.sort(Comparator.comparing(image -> registrationsOf(List.of(image)).isEmpty()));
    return found;
  }

  private List<String> registrationsOf(List<String> images) {
    return configuration.registrations().stream()
        .filter(
            registration ->
                registration.imagePath().filter(path -> images.contains(path.value())).isPresent())
        .map(Registration::name)
        .toList();
  }

  private static Reference reference(String from) throws NotEligibleException {
    try {
      return Reference.parse(from);
    } catch (IllegalArgumentException e) {
      throw new NotEligibleException("From: " + e.getMessage());
    }
  }
}
