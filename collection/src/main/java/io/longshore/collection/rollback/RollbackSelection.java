package io.longshore.collection.rollback;

import io.longshore.collection.Collection;
import io.longshore.collection.history.Fate;
import io.longshore.collection.history.Publication;
import io.longshore.collection.history.Run;
import io.longshore.collection.history.RunHistory;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.plan.TypedPath;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.Registration;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what users name in the history. Results are newest first. */
public final class RollbackSelection {
  private static final int SHORTEST_RUN = 4;

  private final RunHistory history;
  private final List<Publication> standing;

  public RollbackSelection(RunHistory history) {
    this.history = history;
    this.standing = history.standing();
  }

  /**
   * All that stands of a run.
   *
   * @param typed its name, or at least 4 digits of its beginning
   * @throws FailureException of kind DATASET if there is no such run, or nothing of it stands
   */
  public List<Publication> ofRun(String typed) throws FailureException {
    List<Run> named =
        history.runs().stream()
            .filter(run -> typed.length() >= SHORTEST_RUN && run.id().value().startsWith(typed))
            .toList();
    if (named.size() != 1) {
      throw refused(
          "run " + typed,
          named.isEmpty() ? "is not in the history" : "is the beginning of several");
    }
    List<Publication> found =
        standing.stream().filter(image -> image.run().equals(named.getFirst().id())).toList();
    if (found.isEmpty()) {
      throw refused("run " + typed, "has nothing that could be rolled back");
    }
    return found.reversed();
  }

  /**
   * All that stands of the last run of which anything does.
   *
   * @throws FailureException of kind DATASET if there is none
   */
  public List<Publication> ofLastRun() throws FailureException {
    if (standing.isEmpty()) {
      throw refused("the history", "has no image that could be rolled back");
    }
    return ofRun(standing.getLast().run().value());
  }

  /**
   * The images that users name by themselves, a path that belongs to them, or a registration.
   *
   * @param configuration the superdataset's
   * @throws FailureException of kind DATASET if one names no image that a run published
   */
  public List<Publication> named(
      List<String> typed, DataladConfig configuration, Path currentFolder, Path root)
      throws IOException {
    Set<Publication> chosen = new LinkedHashSet<>();
    for (String text : typed) {
      Optional<RepositoryPath> path =
          TypedPath.find(text, currentFolder, root, known -> any(image -> owns(image, known)));
      List<Publication> found =
          standing.stream()
              .filter(image -> history.fate(image) instanceof Fate.InPlace)
              .filter(
                  image ->
                      (path.isPresent() && owns(image.image(), path.get()))
                          || isNamed(image.image(), text, configuration))
              .toList();
      if (found.isEmpty()) {
        throw refused(text, "names no image that a run published and nobody rolled back");
      }
      chosen.addAll(found);
    }
    return standing.reversed().stream().filter(chosen::contains).toList();
  }

  private boolean any(Predicate<ImageNames> test) {
    return standing.stream().map(Publication::image).anyMatch(test);
  }

  private static boolean owns(ImageNames image, RepositoryPath path) {
    return Stream.of(
                Stream.of(image.sif(), image.recipe()),
                image.formerPlaces().stream(),
                Stream.of(Collection.IMAGES_OCI.resolve(image.layout()).value()))
            .flatMap(paths -> paths)
            .anyMatch(own -> own.equals(path.value()))
        || image.layout().equals(path.value());
  }

  private static boolean isNamed(ImageNames image, String text, DataladConfig configuration) {
    Set<RepositoryPath> registered =
        configuration.registrations().stream()
            .filter(registration -> registration.name().equals(text))
            .flatMap((Registration registration) -> registration.imagePath().stream())
            .collect(Collectors.toSet());
    return image.name().equals(text) || registered.contains(RepositoryPath.of(image.sif()));
  }

  private static FailureException refused(String subject, String problem) {
    return new FailureException(FailureKind.DATASET, subject, problem, "see: longshore log");
  }
}
