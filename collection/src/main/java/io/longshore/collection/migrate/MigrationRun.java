package io.longshore.collection.migrate;

import io.longshore.collection.plan.PlanEntry;
import io.longshore.collection.publish.DepositedImage;
import io.longshore.collection.publish.ImagePipeline;
import io.longshore.collection.session.StopRequest;
import io.longshore.collection.stage.ImageSource;
import io.longshore.collection.stage.SpaceBudget;
import io.longshore.collection.stage.StagedImage;
import io.longshore.dataset.git.GitRepository;
import io.longshore.ground.FailureException;
import io.longshore.ground.OperatingSystemFailures;
import io.longshore.ground.concurrent.OneOfMany;
import io.longshore.ground.concurrent.Results;
import java.io.IOException;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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

  private record Pending(PlanEntry.Eligible entry, Future<PredecessorReview.Reviewed> image) {
    void cancel() {
      image.cancel(true);
    }
  }

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
    ExecutorService workers = Executors.newFixedThreadPool(options.staging().limits().images());
    Deque<Pending> pending = new ConcurrentLinkedDeque<>();
    Runnable cancelPending = () -> pending.forEach(Pending::cancel);
    stop.onRequest(cancelPending);
    try {
      Iterator<PlanEntry.Eligible> ahead = tally.eligible().iterator();
      boolean stopped = false;
      while (ahead.hasNext() || !pending.isEmpty()) {
        while (!stopped
            && ahead.hasNext()
            && pending.size() < 2 * options.staging().limits().images()) {
          PlanEntry.Eligible entry = ahead.next();
          pending.add(new Pending(entry, workers.submit(stage(entry, obstacles.get(entry)))));
        }
        if (stop.isRequested()) {
          // Images added since the request came are not cancelled yet.
          cancelPending.run();
          stopped = true;
        }
        if (stopped) {
          pending.forEach(left -> withhold(left, tally));
          pending.clear();
          ahead.forEachRemaining(tally::withheld);
        } else {
          // The image stays in the queue while it is waited for, so that a request to stop cancels
          // it too.
          stopped = !publish(pending.element(), tally) && !options.skipFailures();
          pending.remove();
        }
      }
    } finally {
      stop.forget(cancelPending);
      workers.shutdownNow();
      workers.close();
    }
  }

  private Callable<PredecessorReview.Reviewed> stage(
      PlanEntry.Eligible entry, FailureException obstacle) {
    return () -> {
      if (obstacle != null) {
        throw obstacle;
      }
      listener.on(new MigrationEvent.Staging(entry.recipe(), entry.reference().toString()));
      return OneOfMany.run(
          entry.recipe(),
          () -> predecessors.review(entry, pipeline.deposit(pipeline.resolve(entry))));
    };
  }

  private boolean publish(Pending next, Tally tally) throws IOException {
    try {
      PredecessorReview.Reviewed reviewed = Results.await(next.image());
      DepositedImage image = reviewed.image();
      final long begin = System.nanoTime();
      for (String warning : pipeline.publish(image).warnings()) {
        listener.on(new MigrationEvent.Warning(next.entry().names().name(), warning));
      }
      tally.migrated(event(next.entry(), image.image(), (System.nanoTime() - begin) / 1e9));
      reviewed.events().forEach(listener::on);
      return true;
    } catch (IOException e) {
      if (stop.explains(e)) {
        tally.withheld(next.entry());
      } else {
        tally.failed(next.entry(), OperatingSystemFailures.classify(e, next.entry().recipe()));
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

  private static void withhold(Pending left, Tally tally) {
    left.cancel();
    tally.withheld(left.entry());
  }

  @Override
  public void close() throws IOException {
    try (predecessors) {
      pipeline.close();
    }
  }
}
