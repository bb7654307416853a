package io.longshore.collection.setup;

import io.longshore.collection.Collection;
import io.longshore.collection.DatasetScripts;
import io.longshore.collection.publish.CommitMessages;
import io.longshore.collection.publish.Introduction;
import io.longshore.collection.publish.Publisher;
import io.longshore.collection.transaction.Journal;
import io.longshore.collection.transaction.JournalEntry;
import io.longshore.collection.transaction.RefChange;
import io.longshore.collection.transaction.TwoRepositoryStep;
import io.longshore.dataset.DatasetCompletion;
import io.longshore.dataset.DatasetCreation;
import io.longshore.dataset.Subdataset;
import io.longshore.dataset.SubdatasetState;
import io.longshore.dataset.git.CommitBuilder;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.Head;
import io.longshore.dataset.git.object.BlobWriter;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.ObjectReader;
import io.longshore.dataset.git.object.TreeChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Adds to both datasets of a collection the files and settings that images need, without adding an
 * image. Existing content stays; a second call changes nothing.
 */
public final class CollectionPreparation {
  private final Collection collection;
  private final Journal journal;
  private final Optional<String> url;
  private final List<String> warnings = new ArrayList<>();

  /**
   * @param url the URL at which clones find images-oci; empty for the existing URL, or else {@code
   *     ./images-oci}
   */
  public CollectionPreparation(Collection collection, Journal journal, Optional<String> url) {
    this.collection = collection;
    this.journal = journal;
    this.url = url;
  }

  private record Layouts(ObjectId commit, String datasetId) {}

  /**
   * @throws io.longshore.ground.FailureException of kind DATASET if a file that would change has
   *     uncommitted changes; nothing is changed then
   */
  public Publisher.Outcome run() throws IOException {
    GitRepository imagesOci = collection.imagesOci().git();
    GitRepository superdataset = collection.superdataset().git();
    Head layoutsHead = imagesOci.head();
    Head superHead = superdataset.head();
    Layouts layouts = prepareImagesOci(imagesOci, layoutsHead.commit().orElseThrow());
    ObjectId recorded =
        layouts.commit().equals(layoutsHead.commit().get()) ? recorded(layouts) : layouts.commit();
    JournalEntry step =
        new JournalEntry(
            JournalEntry.Action.PUBLISH,
            Collection.IMAGES_OCI.value(),
            RefChange.of(layoutsHead, layouts.commit()),
            RefChange.of(
                superHead,
                prepareSuperdataset(superdataset, superHead, recorded, layouts.datasetId())));
    Subdataset subdataset = collection.subdataset();
    boolean changes = step.changesAnything() || !subdataset.isActive();
    if (changes) {
      new TwoRepositoryStep(superdataset, imagesOci, journal).carryOut(step);
      subdataset.activate();
    }
    return new Publisher.Outcome(changes, Optional.empty(), warnings);
  }

  // The maintainer chooses the commit of images-oci that the superdataset names.
  private ObjectId recorded(Layouts layouts) throws IOException {
    return collection.subdataset().state() instanceof SubdatasetState.Installed installed
        ? installed.commit()
        : layouts.commit();
  }

  private Layouts prepareImagesOci(GitRepository git, ObjectId head) throws IOException {
    try (BlobWriter writer = git.openWriter();
        ObjectReader reader = git.openReader();
        CommitBuilder builder = git.buildOn(Optional.of(head))) {
      DatasetCompletion dataset =
          DatasetCreation.complete(
              new DatasetCompletion(Optional.of(head), reader), DatasetScripts.ofImagesOci());
      Stream.concat(dataset.warnings().stream(), dataset.remarks().stream())
          .forEach(text -> warnings.add(Collection.IMAGES_OCI + "/" + text));
      List<TreeChange> changes = dataset.changes(writer);
      ObjectId commit = builder.commitIfChanged(changes, CommitMessages.layoutsPrepared());
      return new Layouts(commit, dataset.datasetId());
    }
  }

  private ObjectId prepareSuperdataset(
      GitRepository git, Head head, ObjectId imagesOci, String imagesOciId) throws IOException {
    try (BlobWriter writer = git.openWriter();
        ObjectReader reader = git.openReader();
        CommitBuilder builder = git.buildOn(head.commit())) {
      Introduction introduction =
          new Introduction(
              collection.subdataset(),
              imagesOciId,
              url,
              DatasetScripts::inSuperdataset,
              reader,
              writer);
      String message =
          collection.imagesOciIsNew()
              ? CommitMessages.imagesOciCreated()
              : CommitMessages.scriptsCompleted();
      DatasetCompletion scripts = introduction.commit(builder, Optional.of(imagesOci), message);
      warnings.addAll(scripts.warnings());
      warnings.addAll(scripts.remarks());
      return builder.tip().orElseThrow();
    }
  }
}
