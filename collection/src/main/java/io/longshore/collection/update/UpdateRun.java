package io.longshore.collection.update;

import io.longshore.collection.plan.NewVersion;
import io.longshore.collection.publish.DepositedImage;
import io.longshore.collection.publish.ImagePipeline;
import io.longshore.collection.publish.Publisher;
import io.longshore.collection.session.StopRequest;
import io.longshore.collection.stage.ImageSource;
import io.longshore.collection.stage.SpaceBudget;
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

/** Adds images one after the other, each in a transaction of its own. */
final class UpdateRun implements AutoCloseable {
  private final UpdateRequest request;
  private final ImagePipeline pipeline;
  private final UpdateListener listener;
  private final StopRequest stop;
  private final KnownRegistrations known;
  private int added;
  private int failed;
  private int tooOld;

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
   * @param obstacles images that cannot be published: nothing is fetched for them
   */
  UpdateSummary add(News news, List<NewVersion> plan, Map<NewVersion, FailureException> obstacles)
      throws IOException {
    int most = Math.min(plan.size(), request.limit().orElse(plan.size()));
    listener.planned(most, plan.size() - most);
    int done = 0;
    for (NewVersion version : plan) {
      // What fails every night must not keep the rest from ever being added.
      if (added == most) {
        break;
      }
      done++;
      add(version, Optional.ofNullable(obstacles.get(version)));
    }
    return new UpdateSummary(news, added, failed, tooOld, plan.size() - done);
  }

  private void add(NewVersion version, Optional<FailureException> obstacle) throws IOException {
    String subject = version.names().name();
    try {
      if (obstacle.isPresent()) {
        throw obstacle.get();
      }
      listener.begun(version);
      final long begin = System.nanoTime();
      Stager.Resolved image =
          stop.interruptibly(() -> OneOfMany.run(subject, () -> pipeline.resolve(version)));
      Optional<Instant> created = image.source().image().config().created();
      if (isTooOld(created)) {
        tooOld++;
        pipeline.abandon(version);
        listener.tooOld(version, created.get());
        return;
      }
      DepositedImage deposited =
          stop.interruptibly(() -> OneOfMany.run(subject, () -> pipeline.deposit(image)));
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
      listener.added(
          new AppliedVersion(
              wanted.get(),
              outcome.kept(),
              image.content().manifestDigest(),
              deposited.image().layerBytes(),
              deposited.image().sif().map(StagedSif::size).orElse(0L),
              outcome.warnings(),
              (System.nanoTime() - begin) / 1e9));
    } catch (IOException e) {
      if (stop.explains(e)) {
        throw e;
      }
      failed++;
      listener.failed(version, OperatingSystemFailures.classify(e, subject));
    }
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
