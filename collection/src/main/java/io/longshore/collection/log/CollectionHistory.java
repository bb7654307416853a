package io.longshore.collection.log;

import io.longshore.collection.Collection;
import io.longshore.collection.history.HistoryStep;
import io.longshore.collection.history.RunHistory;
import io.longshore.collection.plan.ImageChoice;
import io.longshore.collection.plan.RegistrationIndex;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.ObjectReader;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The history of a collection, in which users look for runs and images. */
public final class CollectionHistory {
  private static final int SHORTEST_RUN = 4;
  private static final ImageChoice.Absence ABSENT =
      new ImageChoice.Absence(
          "names no run and no image in the history", NextStep.of("longshore log --runs"));

  private final RunHistory runs;
  private final RegistrationIndex registered;
  private final Path root;

  private CollectionHistory(RunHistory runs, RegistrationIndex registered, Path root) {
    this.runs = runs;
    this.registered = registered;
    this.root = root;
  }

  /**
   * @param dataset a folder in the superdataset
   * @return the history; empty if nothing is committed
   */
  public static Optional<CollectionHistory> of(Path dataset) throws IOException {
    GitRepository superdataset = Collection.superdatasetAt(dataset, new LocalCommandRunner());
    Optional<ObjectId> head = superdataset.resolve("HEAD");
    if (head.isEmpty()) {
      return Optional.empty();
    }
    try (ObjectReader reader = superdataset.openReader()) {
      return Optional.of(
          new CollectionHistory(
              RunHistory.of(superdataset, head.get()),
              new RegistrationIndex(DataladConfig.at(reader, head.get())),
              superdataset.root()));
    }
  }

  public RunHistory runs() {
    return runs;
  }

  /**
   * Selects steps by run or by image.
   *
   * @param typed ids of runs, or at least their first 4 digits, and names of images, see {@link
   *     ImageChoice}; empty for all steps
   * @throws FailureException of kind DATASET if a text names neither a run nor an image
   */
  public Set<HistoryStep> steps(List<String> typed, Path currentFolder) throws IOException {
    List<HistoryStep> all = runs.runs().stream().flatMap(run -> run.steps().stream()).toList();
    return ImageChoice.of(typed, currentFolder, root)
        .among(all, step -> registered.name(step.image()), CollectionHistory::isOfRun, ABSENT);
  }

  private static boolean isOfRun(String typed, HistoryStep step) {
    return typed.length() >= SHORTEST_RUN && step.run().value().startsWith(typed);
  }
}
