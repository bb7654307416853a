package io.longshore.collection.migrate;

import io.longshore.collection.inventory.CommittedCollection;
import io.longshore.collection.migrate.origin.OriginPlanner;
import io.longshore.collection.plan.PlanEntry;
import io.longshore.collection.plan.Planner;
import io.longshore.collection.publish.PublishingGround;
import io.longshore.collection.session.DatasetSession;
import io.longshore.collection.session.StopRequest;
import io.longshore.collection.stage.ImageSource;
import io.longshore.collection.transaction.UnfinishedStep;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.Head;
import io.longshore.dataset.git.Identity;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.oci.Descriptor;
import io.longshore.oci.layout.LayoutImage;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Moves a collection to the OCI workflow. */
public final class Migration {
  private final MigrationOptions options;
  private final ImageSource images;
  private final MigrationListener listener;
  private final StopRequest stop;
  private final DatasetSession session;

  /**
   * @param images finds the images
   */
  public Migration(MigrationOptions options, ImageSource images, MigrationListener listener) {
    this(options, images, listener, new StopRequest());
  }

  /**
   * @param images finds the images
   * @param stop ends the run early; images that are not published yet are withheld
   */
  public Migration(
      MigrationOptions options, ImageSource images, MigrationListener listener, StopRequest stop) {
    this.options = options;
    this.images = images;
    this.listener = listener;
    this.stop = stop;
    this.session = new DatasetSession(stop);
  }

  /**
   * Plans what {@link #run} would do. Asks registries and changes nothing.
   *
   * @throws FailureException if the dataset cannot be worked on, or a named recipe is not in it;
   *     failures of single images go to the listener
   */
  public MigrationSummary plan() throws IOException {
    GitRepository superdataset = session.superdatasetAt(options.dataset());
    UnfinishedStep.refuse(superdataset);
    Tally tally = new Tally(plan(superdataset), listener);
    Map<PlanEntry.Eligible, FailureException> obstacles = obstacles(superdataset, tally);
    try (PredecessorReview predecessors =
        PredecessorReview.of(superdataset, tally.eligible(), false)) {
      for (PlanEntry.Eligible entry : tally.eligible()) {
        if (obstacles.containsKey(entry)) {
          tally.failed(entry, obstacles.get(entry));
        } else {
          foretell(entry, predecessors, tally);
        }
      }
    }
    return tally.summary(stop.isRequested());
  }

  // Without eligible images there are no obstacles to look for.
  private static Map<PlanEntry.Eligible, FailureException> obstacles(
      GitRepository superdataset, Tally tally) throws IOException {
    return tally.eligible().isEmpty()
        ? Map.of()
        : PublishingGround.require(superdataset).requireAgreement().obstacles(tally.eligible());
  }

  private void foretell(PlanEntry.Eligible entry, PredecessorReview predecessors, Tally tally)
      throws IOException {
    try {
      LayoutImage image = images.resolve(entry.origin(), options.staging().platform()).image();
      listener.on(
          new MigrationEvent.WouldMigrate(
              entry.recipe(),
              entry.reference().asAsked(),
              image.descriptor().digest().toString(),
              image.manifest().layers().size(),
              image.manifest().layers().stream().mapToLong(Descriptor::size).sum(),
              entry.names().layout(),
              entry.names().sif(),
              entry.registrations()));
      predecessors.tagMoved(entry, image.config().created()).ifPresent(listener::on);
    } catch (FailureException e) {
      tally.failed(entry, e);
    }
  }

  /**
   * Estimates the disk space that {@link #run} would take. Asks registries as far as their limits
   * allow and changes nothing.
   *
   * @param source looks images up, in place of the source that images are fetched from
   */
  public SpaceEstimate estimate(ImageSource source) throws IOException {
    GitRepository superdataset = session.superdatasetAt(options.dataset());
    List<PlanEntry.Eligible> eligible =
        plan(superdataset).stream()
            .filter(PlanEntry.Eligible.class::isInstance)
            .map(PlanEntry.Eligible.class::cast)
            .toList();
    // A single image is looked up by the run itself, which also reserves its space.
    return new Survey(superdataset, source, options.staging().platform())
        .of(eligible.size() > 1 ? eligible : List.of(), options.dropLayers());
  }

  /**
   * Migrates the images. An image that fails leaves the dataset as it was before the image.
   *
   * @throws FailureException if the dataset cannot be worked on, or a named recipe is not in it;
   *     failures of single images go to the listener
   */
  public MigrationSummary run() throws IOException {
    GitRepository superdataset = session.superdatasetAt(options.dataset());
    try (var _ = session.begin(superdataset, listener)) {
      Tally tally =
          new Tally(
              plan(superdataset), new RememberingListener(LastFailures.in(superdataset), listener));
      if (!tally.eligible().isEmpty()) {
        Identity.require(superdataset);
        migrate(superdataset, tally);
      }
      return tally.summary(stop.isRequested());
    }
  }

  private List<PlanEntry> plan(GitRepository superdataset) throws IOException {
    Head head = superdataset.head();
    ObjectId commit = head.commit().orElseThrow(() -> noCommit(superdataset));
    try (CommittedCollection collection = CommittedCollection.at(superdataset, commit)) {
      return options.origins().isEmpty()
          ? Planner.plan(collection, options.recipes(), options.currentFolder())
          : OriginPlanner.plan(
              collection, options.origins(), options.recipes(), options.currentFolder());
    }
  }

  private void migrate(GitRepository superdataset, Tally tally) throws IOException {
    Map<PlanEntry.Eligible, FailureException> obstacles = obstacles(superdataset, tally);
    try (MigrationRun run =
        MigrationRun.begin(superdataset, options, images, tally.eligible(), listener, stop)) {
      run.migrate(tally, obstacles);
    }
  }

  private static FailureException noCommit(GitRepository superdataset) {
    return new FailureException(
        FailureKind.DATASET,
        superdataset.root().toString(),
        "has no commit yet, so it holds no recipes",
        NextStep.of("save what is there: datalad save -d {}", superdataset.root()));
  }
}
