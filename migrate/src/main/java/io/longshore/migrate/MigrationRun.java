package io.longshore.migrate;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.CommandRunner;
import io.longshore.migrate.collection.Collection;
import io.longshore.migrate.plan.PlanEntry;
import io.longshore.migrate.publish.AnnexDeposit;
import io.longshore.migrate.publish.DepositedImage;
import io.longshore.migrate.publish.Publisher;
import io.longshore.migrate.stage.AnnexBlobStore;
import io.longshore.migrate.stage.ImageSource;
import io.longshore.migrate.stage.StagedImage;
import io.longshore.migrate.stage.Stager;
import io.longshore.oci.OperatingSystemFailures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One run over a plan: images are staged by a few threads, and published by the caller's in plan
 * order. Not more than twice as many images as there are jobs are staged ahead.
 */
final class MigrationRun implements AutoCloseable {
  private final Collection collection;
  private final MigrationOptions options;
  private final MigrationListener listener;
  private final StagingFolder staging;
  private final AnnexBlobStore blobs;
  private final Stager stager;
  private final AnnexDeposit deposit;
  private final Publisher publisher;

  private record Pending(PlanEntry.Eligible entry, Future<DepositedImage> image) {}

  private MigrationRun(
      Collection collection,
      StagingFolder staging,
      MigrationOptions options,
      ImageSource images,
      MigrationListener listener)
      throws IOException {
    this.collection = collection;
    this.options = options;
    this.listener = listener;
    this.staging = staging;
    this.blobs = new AnnexBlobStore(collection.imagesOci());
    this.stager =
        new Stager(images, blobs, options.platform(), options.profile(), options.blockCache());
    this.deposit = new AnnexDeposit(collection.superdataset(), collection.imagesOci());
    this.publisher = new Publisher(collection, Resumption.journal(collection.superdataset().git()));
  }

  static MigrationRun begin(
      GitRepository superdataset,
      CommandRunner runner,
      MigrationOptions options,
      ImageSource images,
      MigrationListener listener)
      throws IOException {
    return new MigrationRun(
        Collection.open(superdataset, runner),
        StagingFolder.of(superdataset),
        options,
        images,
        listener);
  }

  /** Works through the plan; what concerns one image is told to {@code tally}. */
  void migrate(Tally tally) throws IOException {
    ExecutorService workers = Executors.newFixedThreadPool(options.jobs());
    try {
      Iterator<PlanEntry.Eligible> ahead = tally.eligible().iterator();
      Deque<Pending> pending = new ArrayDeque<>();
      boolean stopped = false;
      while (ahead.hasNext() || !pending.isEmpty()) {
        while (!stopped && ahead.hasNext() && pending.size() < 2 * options.jobs()) {
          PlanEntry.Eligible entry = ahead.next();
          pending.add(new Pending(entry, workers.submit(stage(entry))));
        }
        if (stopped) {
          pending.forEach(left -> withhold(left, tally));
          pending.clear();
          ahead.forEachRemaining(tally::withheld);
        } else {
          stopped = !publish(pending.remove(), tally) && !options.skipFailures();
        }
      }
    } finally {
      workers.shutdownNow();
      workers.close();
    }
  }

  private Callable<DepositedImage> stage(PlanEntry.Eligible entry) {
    return () -> {
      listener.on(new MigrationEvent.Staging(entry.recipe(), entry.reference().toString()));
      Path folder = staging.create(entry.names().name());
      try {
        return deposit.deposit(stager.stage(entry, folder));
      } finally {
        StagingFolder.delete(folder);
      }
    };
  }

  private boolean publish(Pending next, Tally tally) throws IOException {
    try {
      DepositedImage image = await(next.image());
      for (String warning : publisher.publish(image)) {
        listener.on(new MigrationEvent.Warning(next.entry().names().name(), warning));
      }
      tally.migrated(event(image.image()));
      return true;
    } catch (IOException e) {
      tally.failed(next.entry(), OperatingSystemFailures.classify(e, next.entry().recipe()));
      return false;
    }
  }

  private static MigrationEvent.Migrated event(StagedImage image) {
    PlanEntry.Eligible entry = image.entry();
    return new MigrationEvent.Migrated(
        entry.recipe(),
        entry.names().layout(),
        entry.names().sif(),
        image.manifestDigest().toString(),
        image.layerBytes(),
        image.sifBytes(),
        image.seconds(),
        entry.registrations());
  }

  private static void withhold(Pending left, Tally tally) {
    left.image().cancel(true);
    tally.withheld(left.entry());
  }

  private static <T> T await(Future<T> future) throws IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException defect -> throw defect;
        case Error error -> throw error;
        default -> throw new IllegalStateException(e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (CancellationException e) {
      throw new IOException("cancelled", e);
    }
  }

  @Override
  public void close() throws IOException {
    boolean introduced = publisher.imagesOciIntroduced();
    try (publisher;
        deposit;
        blobs) {
      staging.clear();
    }
    if (!introduced) {
      collection.discardNewImagesOci();
    }
  }
}
