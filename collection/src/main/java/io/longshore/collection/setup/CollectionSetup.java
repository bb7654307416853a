package io.longshore.collection.setup;

import io.longshore.collection.Collection;
import io.longshore.collection.publish.Publisher;
import io.longshore.collection.publish.PublishingGround;
import io.longshore.collection.session.DatasetSession;
import io.longshore.collection.session.Notices;
import io.longshore.collection.session.StopRequest;
import io.longshore.collection.transaction.Journal;
import io.longshore.collection.transaction.UnusedImagesOci;
import io.longshore.dataset.git.GitRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes a collection, or adds to an existing one what a migration would add. */
public final class CollectionSetup {
  private final Path folder;
  private final boolean exactly;
  private final Optional<String> url;
  private final Notices notices;
  private final DatasetSession session;

  /**
   * The result of the setup.
   *
   * @param root of the superdataset
   * @param newDataset whether there was no dataset before
   * @param newImagesOci whether the superdataset had no images-oci before
   * @param changed whether anything was missing and added
   * @param warnings for the maintainer
   */
  public record Outcome(
      Path root,
      boolean newDataset,
      boolean newImagesOci,
      boolean changed,
      List<String> warnings) {}

  /**
   * @param folder root of the superdataset, made if absent
   * @param exactly whether {@code folder} must be the root; otherwise it may be any folder of the
   *     dataset
   * @param url the URL at which clones find images-oci; empty for the existing URL, or else {@code
   *     ./images-oci}
   * @param notices receives what an interrupted run had left
   * @param stop on a request to stop, the current step is finished or undone first
   */
  public CollectionSetup(
      Path folder, boolean exactly, Optional<String> url, Notices notices, StopRequest stop) {
    this.folder = folder;
    this.exactly = exactly;
    this.url = url;
    this.notices = notices;
    this.session = new DatasetSession(stop);
  }

  /**
   * Sets the collection up. May be repeated, also after a failure.
   *
   * @throws io.longshore.ground.FailureException if an obstacle prevents the setup
   */
  public Outcome run() throws IOException {
    GitRepository superdataset = NewCollection.repositoryAt(folder, exactly, session.runner());
    try (var _ = session.begin(superdataset, notices)) {
      boolean newDataset = NewCollection.complete(superdataset);
      PublishingGround.require(superdataset);
      Collection collection = Collection.open(superdataset);
      Publisher.Outcome outcome = prepare(collection);
      return new Outcome(
          superdataset.root(),
          newDataset,
          collection.imagesOciIsNew(),
          newDataset || outcome.changed(),
          outcome.warnings());
    }
  }

  private Publisher.Outcome prepare(Collection collection) throws IOException {
    boolean prepared = false;
    try {
      Publisher.Outcome outcome =
          new CollectionPreparation(collection, Journal.of(collection.superdataset().git()), url)
              .run();
      prepared = true;
      return outcome;
    } finally {
      if (!prepared) {
        UnusedImagesOci.discard(collection);
      }
    }
  }
}
