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

/** Makes a collection, or brings one that is there to the form migrations give it. */
public final class CollectionSetup {
  private final Path folder;
  private final boolean exactly;
  private final Optional<String> url;
  private final Notices notices;
  private final DatasetSession session;

  /**
   * What setting up came to.
   *
   * @param root of the superdataset
   * @param newDataset whether there was no dataset before
   * @param newImagesOci whether the superdataset had no images-oci before
   * @param changed whether anything was not as it should be
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
   * @param exactly whether {@code folder} is that root, or may lie in the dataset
   * @param url where clones find images-oci; empty for what is there, or {@code ./images-oci}
   * @param notices is told what an interrupted run had left
   * @param stop while it is awaited, the step in hand is finished or undone
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
   * May be repeated, after a failure too.
   *
   * @throws io.longshore.ground.FailureException if something is in the way
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
