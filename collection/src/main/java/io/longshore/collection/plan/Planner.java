package io.longshore.collection.plan;

import io.longshore.collection.recipe.NotEligibleException;
import io.longshore.collection.recipe.Recipe;
import io.longshore.collection.recipe.RecipeReader;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.Registration;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.FailureException;
import io.longshore.ground.NextStep;
import io.longshore.oci.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;

/** Plans the migration of each committed recipe. Changes nothing and asks no registry. */
public final class Planner {
  private final Path root;
  private final PlanGround ground;
  private final Set<RepositoryPath> tracked;
  private final DataladConfig configuration;

  /** Folders of layouts, relative to images-oci; empty if images-oci cannot be read. */
  private final Optional<Set<String>> layouts;

  private Planner(PlanGround ground) throws IOException {
    this.ground = ground;
    this.root = ground.root();
    this.tracked = new LinkedHashSet<>(ground.paths());
    this.configuration = ground.configuration();
    this.layouts = ground.layouts();
  }

  /**
   * @param typed patterns for images, see {@link ImagePattern}; all recipes below {@code images/}
   *     if empty
   * @param currentFolder the folder that {@code typed} may be relative to
   * @return entries sorted by recipe path; if {@code typed} is not empty, in its order
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
    RegistrationIndex registered = new RegistrationIndex(configuration);
    SequencedMap<String, PlanEntry> entries = new LinkedHashMap<>();
    for (ImagePattern pattern : ImageChoice.of(typed, currentFolder, root).patterns()) {
      named(pattern, registered).forEach(entry -> entries.putIfAbsent(entry.recipe(), entry));
    }
    return List.copyOf(entries.values());
  }

  private List<PlanEntry> named(ImagePattern pattern, RegistrationIndex registered)
      throws IOException {
    List<PlanEntry> entries = new ArrayList<>();
    for (ImageNames image : fitting(pattern, registered, ImageNames::ofRecipe)) {
      entries.add(entry(image, pattern.names(registered.name(image))));
    }
    if (!entries.isEmpty()) {
      return entries;
    }
    // An image without a recipe has been migrated or never had a recipe.
    for (ImageNames image : fitting(pattern, registered, ImageNames::ofSif)) {
      if (hasLayout(image) || pattern.plainPaths().contains(image.recipe())) {
        entries.add(new PlanEntry.AlreadyMigrated(image.recipe(), image.sif()));
      }
    }
    if (!entries.isEmpty()) {
      return entries;
    }
    for (RepositoryPath path : tracked.stream().sorted().toList()) {
      Optional<NamedImage> image = ImageNames.ofAnyImage(path.value()).map(registered::name);
      boolean named = pattern.plainPaths().contains(path.value());
      if (named || image.filter(pattern::fits).isPresent()) {
        named |= image.filter(pattern::names).isPresent();
        entries.add(new PlanEntry.NotEligible(path.value(), noRecipe(image.isPresent()), named));
      }
    }
    if (entries.isEmpty()) {
      throw unknown(pattern, registered);
    }
    return entries;
  }

  private List<ImageNames> fitting(
      ImagePattern pattern,
      RegistrationIndex registered,
      Function<String, Optional<ImageNames>> ofPath) {
    return tracked.stream()
        .sorted()
        .flatMap(path -> ofPath.apply(path.value()).stream())
        .filter(image -> pattern.fits(registered.name(image)))
        .toList();
  }

  private boolean hasLayout(ImageNames image) {
    return layouts.isPresent() && layouts.get().contains(image.layout());
  }

  private static String noRecipe(boolean isImage) {
    return isImage
        ? "is an image without a recipe; such are migrated with --from"
        : "is not named images/.../Singularity.NAME";
  }

  private FailureException unknown(ImagePattern pattern, RegistrationIndex registered) {
    List<NamedImage> images =
        tracked.stream()
            .flatMap(
                path ->
                    ImageNames.ofRecipe(path.value())
                        .or(() -> ImageNames.ofAnyImage(path.value()))
                        .stream())
            .distinct()
            .map(registered::name)
            .toList();
    return ImageChoice.absent(
        pattern.typed(),
        images,
        new ImageChoice.Absence(
            "names no recipe and no image that is committed in " + root,
            NextStep.of("longshore -C {} status --all", root)));
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

  // A SIF beside its recipe counts as an old image unless there is a layout for it. The image that
  // registrations use comes first.
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
