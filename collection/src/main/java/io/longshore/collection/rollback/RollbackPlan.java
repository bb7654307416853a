package io.longshore.collection.rollback;

import io.longshore.collection.Collection;
import io.longshore.collection.history.Fate;
import io.longshore.collection.history.Publication;
import io.longshore.collection.history.RunHistory;
import io.longshore.collection.history.RunId;
import io.longshore.collection.history.Trailers;
import io.longshore.collection.plan.Layouts;
import io.longshore.collection.transaction.JournalEntry;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.Registration;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Images to be rolled back, and the commits that do so. The commits exist in both repositories and
 * are on no branch yet.
 *
 * @param images newest first
 * @param step moves both branches
 */
public record RollbackPlan(List<Publication> images, JournalEntry step) {
  private static final int SHOWN = 3;

  /**
   * Builds the commits and changes nothing else.
   *
   * @param run the run that rolls the images back
   * @param newestFirst the publications to roll back, in the order of {@code history}
   * @throws FailureException of kind DATASET if an image cannot be rolled back; the message says
   *     why
   */
  public static RollbackPlan prepare(
      GitRepository superdataset,
      GitRepository imagesOci,
      RunHistory history,
      RunId run,
      List<Publication> newestFirst)
      throws IOException {
    try (RepositoryReversal files = new RepositoryReversal(superdataset);
        RepositoryReversal layouts = new RepositoryReversal(imagesOci)) {
      RunHistory layoutHistory = RunHistory.of(imagesOci, layouts.head().commit().orElseThrow());
      Preparation preparation = new Preparation(files, layouts, layoutHistory, run);
      List<String> refusals = new ArrayList<>();
      for (Publication image : newestFirst) {
        List<String> obstacles = preparation.takeBack(image);
        if (!obstacles.isEmpty()) {
          refusals.add(image.image().name() + ": " + explain(obstacles, history.fate(image)));
        }
      }
      if (!refusals.isEmpty()) {
        throw refused(refusals, newestFirst, history);
      }
      files.requireClean();
      layouts.requireClean();
      return new RollbackPlan(
          List.copyOf(newestFirst),
          new JournalEntry(
              JournalEntry.Action.ROLL_BACK,
              subject(newestFirst),
              layouts.change(),
              files.change()));
    }
  }

  private static String subject(List<Publication> images) {
    return images.size() == 1
        ? images.getFirst().image().name()
        : images.size() + " images of run " + images.getFirst().run();
  }

  private static String explain(List<String> obstacles, Fate fate) {
    String shown =
        String.join(", ", obstacles.stream().limit(SHOWN).toList())
            + (obstacles.size() > SHOWN ? " and " + (obstacles.size() - SHOWN) + " more" : "");
    return fate instanceof Fate.Replaced(RunId by) ? shown + " (by run " + by + ")" : shown;
  }

  private static FailureException refused(
      List<String> refusals, List<Publication> images, RunHistory history) {
    Optional<RunId> later =
        images.stream()
            .map(history::fate)
            .filter(Fate.Replaced.class::isInstance)
            .map(fate -> ((Fate.Replaced) fate).by())
            .findFirst();
    return new FailureException(
        FailureKind.DATASET,
        subject(images),
        "cannot be rolled back: "
            + String.join("; ", refusals.stream().limit(SHOWN).toList())
            + (refusals.size() > SHOWN
                ? "; and " + (refusals.size() - SHOWN) + " more images"
                : ""),
        later.isPresent()
            ? NextStep.of("longshore rollback --run {}", later.get())
            : NextStep.of(
                "look at what changed: git log -p -- .datalad/config images; name the images that"
                    + " can go, or take the later change back first"));
  }

  /** Both repositories while the images are reverted one after the other. */
  private record Preparation(
      RepositoryReversal files, RepositoryReversal layouts, RunHistory layoutHistory, RunId run) {

    List<String> takeBack(Publication image) throws IOException {
      List<String> obstacles = new ArrayList<>();
      Optional<Publication> layout =
          layoutHistory.standing().stream()
              .filter(made -> made.run().equals(image.run()) && made.image().equals(image.image()))
              .findFirst();
      if (layout.isPresent()) {
        layouts.undo(layout.get().before(), layout.get().after()).stream()
            .map(obstacle -> "in images-oci " + obstacle)
            .forEach(obstacles::add);
      }
      obstacles.addAll(files.undo(image.before(), image.after()));
      if (obstacles.isEmpty()) {
        obstacles.addAll(dependents(image));
      }
      if (obstacles.isEmpty()) {
        commit(image);
      }
      return obstacles;
    }

    private void commit(Publication image) throws IOException {
      Trailers trailers = Trailers.ofRollback(run, image.image(), image.run());
      ObjectId tip =
          layouts.commit(trailers.appendTo("Remove " + image.image().layout() + ", rolled back\n"));
      files.setSubdataset(Collection.IMAGES_OCI, tip);
      files.commit(
          trailers.appendTo(
              "Roll back "
                  + image.image().name()
                  + "\n\nFiles and registrations are as they were before run "
                  + image.run()
                  + ".\n"));
    }

    private List<String> dependents(Publication image) throws IOException {
      List<String> dependents = new ArrayList<>();
      RepositoryPath sif = RepositoryPath.of(image.image().sif());
      RepositoryPath layout = RepositoryPath.of(image.image().layout());
      boolean hasLayout = layouts.has(Layouts.index(image.image()));
      if (!files.has(sif)) {
        pointing(files.configuration(), sif)
            .forEach(name -> dependents.add("the registration " + name + " points to " + sif));
      }
      if (!hasLayout) {
        pointing(layouts.configuration(), layout)
            .forEach(
                name ->
                    dependents.add(
                        "the registration " + name + " of images-oci points to " + layout));
      }
      if (!hasLayout && files.has(sif)) {
        dependents.add(sif + " is made of that layout");
      }
      return dependents;
    }

    private static List<String> pointing(DataladConfig configuration, RepositoryPath image) {
      return configuration.pointingTo(image).stream().map(Registration::name).toList();
    }
  }
}
