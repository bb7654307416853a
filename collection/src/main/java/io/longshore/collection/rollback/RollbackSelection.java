package io.longshore.collection.rollback;

import io.longshore.collection.history.Fate;
import io.longshore.collection.history.Publication;
import io.longshore.collection.history.Run;
import io.longshore.collection.history.RunHistory;
import io.longshore.collection.plan.ImageChoice;
import io.longshore.collection.plan.RegistrationIndex;
import io.longshore.dataset.DataladConfig;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.util.List;
import java.util.Set;

/** Finds the images that a user chose in the history. Results are newest first. */
public final class RollbackSelection {
  private static final int SHORTEST_RUN = 4;
  private static final ImageChoice.Absence ABSENT =
      new ImageChoice.Absence(
          "names no image that a run published and nobody rolled back",
          NextStep.of("longshore log"));

  private final RunHistory history;
  private final List<Publication> standing;

  public RollbackSelection(RunHistory history) {
    this.history = history;
    this.standing = history.standing();
  }

  /**
   * All images of a run that are not rolled back yet.
   *
   * @param typed the id of the run, or at least its first 4 digits
   * @throws FailureException of kind DATASET if there is no such run, or all its images are rolled
   *     back
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
   * All images that are not rolled back yet, of the last run that has such images.
   *
   * @throws FailureException of kind DATASET if there is no such run
   */
  public List<Publication> ofLastRun() throws FailureException {
    if (standing.isEmpty()) {
      throw refused("the history", "has no image that could be rolled back");
    }
    return ofRun(standing.getLast().run().value());
  }

  /**
   * The images that the user named.
   *
   * @param configuration the DataLad configuration of the superdataset
   * @throws FailureException of kind DATASET if a pattern fits no image that a run published
   */
  public List<Publication> named(ImageChoice choice, DataladConfig configuration)
      throws FailureException {
    RegistrationIndex registered = new RegistrationIndex(configuration);
    Set<Publication> chosen =
        choice.among(
            standing.stream().filter(image -> history.fate(image) instanceof Fate.InPlace).toList(),
            image -> registered.name(image.image()),
            ABSENT);
    return standing.reversed().stream().filter(chosen::contains).toList();
  }

  private static FailureException refused(String subject, String problem) {
    return new FailureException(FailureKind.DATASET, subject, problem, "see: longshore log");
  }
}
