package io.longshore.collection.update;

import io.longshore.collection.plan.NewVersion;
import io.longshore.collection.publish.DepositedImage;
import io.longshore.collection.publish.ImagePipeline;
import io.longshore.collection.publish.Publisher;
import io.longshore.collection.publish.StagedAhead;
import io.longshore.collection.session.StopRequest;
import io.longshore.collection.stage.ImageSource;
import io.longshore.collection.stage.SpaceBudget;
import io.longshore.collection.stage.StagedImage;
import io.longshore.collection.stage.StagedImage.StagedSif;
import io.longshore.collection.stage.Stager;
import io.longshore.dataset.git.GitRepository;
import io.longshore.ground.FailureException;
import io.longshore.ground.OperatingSystemFailures;
import io.longshore.ground.concurrent.OneOfMany;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Adds the images of a plan in its order, each image in a transaction of its own. A few threads
 * stage the next images ahead of their turn.
 */
final class UpdateRun implements AutoCloseable {
  private final UpdateRequest request;
  private final ImagePipeline pipeline;
  private final UpdateListener listener;
  private final StopRequest stop;
  private final KnownRegistrations known;
  private int added;
  private int failed;
  private int tooOld;

  /** The result of staging an image, before its turn to be published. */
  private sealed interface Staged {
    record TooOld(Instant created) implements Staged {}

    record Deposited(DepositedImage image) implements Staged {}
  }

  private UpdateRun(
      UpdateRequest request,
      ImagePipeline pipeline,
      UpdateListener listener,
      StopRequest stop,
      KnownRegistrations known) {
    this.request = request;
    this.pipeline = pipeline;
    this.listener = listener;
    this.stop = stop;
    this.known = known;
  }

  static UpdateRun begin(
      GitRepository superdataset,
      UpdateRequest request,
      ImageSource images,
      UpdateListener listener,
      StopRequest stop,
      KnownRegistrations known)
      throws IOException {
    ImagePipeline pipeline =
        ImagePipeline.open(
            superdataset,
            images,
            request.staging(),
            new SpaceBudget(SpaceBudget.Disks.OF_THIS_MACHINE, SpaceBudget.Remedy.ROOM),
            listener);
    return new UpdateRun(request, pipeline, listener, stop, known);
  }

  /**
   * @param obstacles the images that cannot be published, with the reasons; nothing is fetched for
   *     these images
   */
  UpdateSummary add(News news, List<NewVersion> plan, Map<NewVersion, FailureException> obstacles)
      throws IOException {
    int most = Math.min(plan.size(), request.limit().orElse(plan.size()));
    listener.planned(most, plan.size() - most);
    int threads = request.staging().limits().images();
    int done = 0;
    try (StagedAhead<NewVersion, Staged> ahead =
        new StagedAhead<>(
            plan,
            threads,
            stop,
            version -> stage(version, Optional.ofNullable(obstacles.get(version))))) {
      // The limit counts only images that were added. Otherwise images that fail every night could
      // keep the others from ever being added.
      while (added < most && ahead.hasNext()) {
        ahead.fill(Math.min(2 * threads, most - added));
        publish(ahead);
        ahead.advance();
        done++;
      }
    }
    return new UpdateSummary(news, added, failed, tooOld, plan.size() - done);
  }

  private Staged stage(NewVersion version, Optional<FailureException> obstacle) throws IOException {
    if (obstacle.isPresent()) {
      throw obstacle.get();
    }
    listener.begun(version);
    return OneOfMany.run(
        version.names().name(),
        () -> {
          Stager.Resolved image = pipeline.resolve(version);
          Optional<Instant> created = image.source().image().config().created();
          if (isTooOld(created)) {
            pipeline.abandon(version);
            return new Staged.TooOld(created.get());
          }
          return new Staged.Deposited(pipeline.deposit(image));
        });
  }

  private void publish(StagedAhead<NewVersion, Staged> ahead) throws IOException {
    NewVersion version = ahead.image();
    try {
      switch (ahead.await()) {
        case Staged.TooOld old -> {
          tooOld++;
          listener.tooOld(version, old.created());
        }
        case Staged.Deposited staged -> publish(version, staged.image());
      }
    } catch (IOException e) {
      if (stop.explains(e)) {
        throw e;
      }
      failed++;
      listener.failed(version, OperatingSystemFailures.classify(e, version.names().name()));
    }
  }

  private void publish(NewVersion version, DepositedImage deposited) throws IOException {
    final long begin = System.nanoTime();
    AtomicReference<NewVersion> wanted = new AtomicReference<>(version);
    Publisher.Outcome outcome =
        pipeline.publish(
            deposited,
            now ->
                wanted.updateAndGet(
                    planned ->
                        planned.without(
                            known.decidedOtherwise(planned.registrations(), now, listener))));
    known.pointed(wanted.get().registrations(), version.names().sif());
    added++;
    StagedImage image = deposited.image();
    listener.added(
        new AppliedVersion(
            wanted.get(),
            outcome.kept(),
            image.content().manifestDigest(),
            image.layerBytes(),
            image.sif().map(StagedSif::size).orElse(0L),
            outcome.warnings(),
            image.seconds() + (System.nanoTime() - begin) / 1e9));
  }

  private boolean isTooOld(Optional<Instant> created) {
    return request.since().isPresent()
        && created.isPresent()
        && created.get().isBefore(request.since().get());
  }

  @Override
  public void close() throws IOException {
    pipeline.close();
  }
}
