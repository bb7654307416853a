package io.longshore.collection.migrate;

import io.longshore.collection.plan.PlanEntry;
import io.longshore.collection.publish.DepositedImage;
import io.longshore.collection.publish.ImagePipeline;
import io.longshore.collection.publish.StagedAhead;
import io.longshore.collection.session.StopRequest;
import io.longshore.collection.stage.ImageSource;
import io.longshore.collection.stage.SpaceBudget;
import io.longshore.collection.stage.StagedImage;
import io.longshore.dataset.git.GitRepository;
import io.longshore.ground.FailureException;
import io.longshore.ground.OperatingSystemFailures;
import io.longshore.ground.concurrent.OneOfMany;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * One run over a plan. A few threads stage images; the caller's thread publishes them in plan
 * order. At most twice as many images as there are jobs are staged ahead.
 */
final class MigrationRun implements AutoCloseable {
  private final MigrationOptions options;
  private final MigrationListener listener;
  private final StopRequest stop;
  private final ImagePipeline pipeline;
  private final PredecessorReview predecessors;

  private MigrationRun(
      MigrationOptions options,
      MigrationListener listener,
      StopRequest stop,
      ImagePipeline pipeline,
      PredecessorReview predecessors) {
    this.options = options;
    this.listener = listener;
    this.stop = stop;
    this.pipeline = pipeline;
    this.predecessors = predecessors;
  }

  /**
   * @param plan the images to migrate
   */
  static MigrationRun begin(
      GitRepository superdataset,
      MigrationOptions options,
      ImageSource images,
      List<PlanEntry.Eligible> plan,
      MigrationListener listener,
      StopRequest stop)
      throws IOException {
    PredecessorReview predecessors = PredecessorReview.of(superdataset, plan, options.compare());
    try {
      ImagePipeline pipeline =
          ImagePipeline.open(superdataset, images, options.staging(), budget(options), listener);
      if (options.dropLayers()) {
        pipeline.dropLayers();
      }
      return new MigrationRun(options, listener, stop, pipeline, predecessors);
    } catch (IOException e) {
      predecessors.close();
      throw e;
    }
  }

  private static SpaceBudget budget(MigrationOptions options) {
    return new SpaceBudget(
        SpaceBudget.Disks.OF_THIS_MACHINE,
        options.dropLayers() ? SpaceBudget.Remedy.ROOM : SpaceBudget.Remedy.ROOM_OR_FEWER_LAYERS);
  }

  /**
   * Works through the plan and reports each image to {@code tally}.
   *
   * @param obstacles images that cannot be published, with the reason; nothing is fetched for them
   */
  void migrate(Tally tally, Map<PlanEntry.Eligible, FailureException> obstacles)
      throws IOException {
    int threads = options.staging().limits().images();
    try (StagedAhead<PlanEntry.Eligible, PredecessorReview.Reviewed> ahead =
        new StagedAhead<>(
            tally.eligible(), threads, stop, entry -> stage(entry, obstacles.get(entry)))) {
      boolean stopped = false;
      while (!stopped && ahead.hasNext()) {
        ahead.fill(2 * threads);
        stopped = stop.isRequested();
        if (!stopped) {
          stopped = !publish(ahead, tally) && !options.skipFailures();
          ahead.advance();
        }
      }
      ahead.withhold().forEach(tally::withheld);
    }
  }

  private PredecessorReview.Reviewed stage(PlanEntry.Eligible entry, FailureException obstacle)
      throws IOException {
    if (obstacle != null) {
      throw obstacle;
    }
    listener.on(new MigrationEvent.Staging(entry.recipe(), entry.reference().toString()));
    return OneOfMany.run(
        entry.recipe(),
        () -> predecessors.review(entry, pipeline.deposit(pipeline.resolve(entry))));
  }

  private boolean publish(
      StagedAhead<PlanEntry.Eligible, PredecessorReview.Reviewed> ahead, Tally tally)
      throws IOException {
    PlanEntry.Eligible entry = ahead.image();
    try {
      PredecessorReview.Reviewed reviewed = ahead.await();
      DepositedImage image = reviewed.image();
      final long begin = System.nanoTime();
      for (String warning : pipeline.publish(image).warnings()) {
        listener.on(new MigrationEvent.Warning(entry.names().name(), warning));
      }
      tally.migrated(event(entry, image.image(), (System.nanoTime() - begin) / 1e9));
      reviewed.events().forEach(listener::on);
      return true;
    } catch (IOException e) {
      if (stop.explains(e)) {
        tally.withheld(entry);
      } else {
        tally.failed(entry, OperatingSystemFailures.classify(e, entry.recipe()));
      }
      return false;
    }
  }

  private static MigrationEvent.Migrated event(
      PlanEntry.Eligible entry, StagedImage image, double publishSeconds) {
    return new MigrationEvent.Migrated(
        entry.recipe(),
        entry.names().layout(),
        entry.names().sif(),
        image.content().manifestDigest().toString(),
        image.layerBytes(),
        image.sif().map(StagedImage.StagedSif::size).orElse(0L),
        image.seconds(),
        publishSeconds,
        entry.registrations());
  }

  @Override
  public void close() throws IOException {
    try (predecessors) {
      pipeline.close();
    }
  }
}
