package io.longshore.collection.publish;

import io.longshore.collection.Agreement;
import io.longshore.collection.Collection;
import io.longshore.collection.DatasetScripts;
import io.longshore.collection.history.RunId;
import io.longshore.collection.history.Trailers;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.plan.PlannedImage;
import io.longshore.collection.stage.StagedImage;
import io.longshore.collection.transaction.Journal;
import io.longshore.collection.transaction.JournalEntry;
import io.longshore.collection.transaction.RefChange;
import io.longshore.collection.transaction.TwoRepositoryStep;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.DatasetCompletion;
import io.longshore.dataset.DatasetCreation;
import io.longshore.dataset.DatasetCreation.CompletionStep;
import io.longshore.dataset.Subdataset;
import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.annex.KeyLocator;
import io.longshore.dataset.git.CommitBuilder;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.Head;
import io.longshore.dataset.git.object.BlobWriter;
import io.longshore.dataset.git.object.EntryMode;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.ObjectReader;
import io.longshore.dataset.git.object.TreeChange;
import io.longshore.dataset.git.object.TreeEntry;
import io.longshore.ground.FailureException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Publishes deposited images, one at a time. Each publication changes both repositories or none.
 * See docs/decisions/0006-publish.md. Used by one thread that holds the dataset's lock.
 */
public final class Publisher implements AutoCloseable {
  private final Collection collection;
  private final Journal journal;
  private final String datasetId;
  private final RunId run;
  private Side superdataset;
  private Side imagesOci;
  private boolean introduced;

  /** After a failure the long-lived processes cannot be used any more. */
  private boolean failed;

  /** One repository with its long-lived processes, which save one process for each file. */
  private static final class Side implements AutoCloseable {
    final GitRepository git;
    final ObjectReader reader;
    final BlobWriter writer;
    final KeyLocator locator;
    final CommitBuilder builder;

    Side(AnnexRepository annex) throws IOException {
      this.git = annex.git();
      this.locator = annex.openLocator();
      this.reader = git.openReader();
      this.writer = git.openWriter();
      this.builder = git.buildOn(Optional.empty());
    }

    @Override
    public void close() throws IOException {
      try (locator;
          reader;
          writer;
          builder) {
        // All are closed in reverse order, even if closing one fails.
      }
    }
  }

  /** Begins a run. The commits of all published images bear its id. */
  public Publisher(Collection collection, Journal journal) throws IOException {
    this.collection = collection;
    this.journal = journal;
    this.superdataset = new Side(collection.superdataset());
    this.imagesOci = new Side(collection.imagesOci());
    this.run = RunId.beginning(collection.superdataset());
    this.datasetId = Subdataset.datasetId(superdataset.git);
    this.introduced = !collection.imagesOciIsNew();
  }

  /**
   * The result of publishing an image.
   *
   * @param changed whether the collection changed; false if it had the image already
   * @param kept what the image is called now whose place it took, if that stayed
   * @param warnings for the maintainer
   */
  public record Outcome(boolean changed, Optional<ImageNames> kept, List<String> warnings) {}

  /**
   * @param wanted what is wanted of the image by the registrations of the commit that it is
   *     published upon
   * @throws FailureException of kind DATASET if somebody edited a file that the commits change, or
   *     moved a branch; nothing is changed then
   */
  Outcome publish(DepositedImage deposited, Function<DataladConfig, PlannedImage> wanted)
      throws IOException {
    if (failed) {
      close();
      superdataset = new Side(collection.superdataset());
      imagesOci = new Side(collection.imagesOci());
    }
    failed = true;
    Outcome outcome = commitAndMove(deposited, wanted);
    failed = false;
    return outcome;
  }

  private Outcome commitAndMove(DepositedImage given, Function<DataladConfig, PlannedImage> wanted)
      throws IOException {
    Head imagesOciHead = imagesOci.git.head();
    Head superHead = superdataset.git.head();
    DataladConfig registrations =
        DataladConfig.at(superdataset.reader, superHead.commit().orElseThrow());
    DepositedImage deposited = given.plannedAs(wanted.apply(registrations));
    StagedImage image = deposited.image();
    List<String> warnings = new ArrayList<>();
    Trailers trailers = Trailers.ofPublication(run, image.planned().names());
    if (introduced) {
      requireAgreement(superHead, imagesOciHead);
    }
    imagesOci.builder.startFrom(imagesOciHead.commit());
    superdataset.builder.startFrom(superHead.commit());
    DatasetCompletion completed =
        DatasetCreation.complete(
            new DatasetCompletion(imagesOciHead.commit(), imagesOci.reader),
            DatasetScripts.ofImagesOci());
    ObjectId prepared =
        imagesOci.builder.commitIfChanged(
            completed.changes(imagesOci.writer), CommitMessages.layoutsPrepared());
    completed.warnings().forEach(text -> warnings.add(Collection.IMAGES_OCI + "/" + text));
    List<TreeChange> layout =
        new ImagesOciCommit(imagesOci.locator, imagesOci.writer)
            .changes(image, DataladConfig.at(imagesOci.reader, prepared));
    Optional<KeptImage> kept = kept(deposited, layout, superHead, imagesOciHead);
    List<TreeChange> layouts = new ArrayList<>();
    kept.ifPresent(old -> layouts.addAll(old.inImagesOci()));
    layouts.addAll(layout);
    ObjectId newLayouts =
        imagesOci.builder.commitIfChanged(
            layouts,
            trailers.appendTo(CommitMessages.layoutAdded(image, kept.map(KeptImage::names))));
    boolean namesPrepared = !introduced || !prepared.equals(imagesOciHead.commit().orElseThrow());
    warnings.addAll(
        new Introduction(
                collection.subdataset(),
                completed.datasetId(),
                Optional.empty(),
                scripts(image, registrations),
                superdataset.reader,
                superdataset.writer)
            .commit(
                superdataset.builder,
                Optional.of(prepared).filter(_ -> namesPrepared),
                introduced ? CommitMessages.scriptsCompleted() : CommitMessages.imagesOciCreated())
            .warnings());
    SuperdatasetCommits commits =
        new SuperdatasetCommits(
            superdataset.builder, superdataset.reader, superdataset.writer, superdataset.locator);
    JournalEntry step =
        new JournalEntry(
            JournalEntry.Action.PUBLISH,
            image.planned().names().name(),
            RefChange.of(imagesOciHead, newLayouts),
            RefChange.of(
                superHead, commits.publish(deposited, kept, newLayouts, datasetId, trailers)));
    if (!step.changesAnything()) {
      return new Outcome(false, Optional.empty(), warnings);
    }
    TwoRepositoryStep recovery = new TwoRepositoryStep(superdataset.git, imagesOci.git, journal);
    recovery.carryOut(step);
    introduced = true;
    return new Outcome(true, kept.map(KeptImage::names), warnings);
  }

  private Optional<KeptImage> kept(
      DepositedImage deposited, List<TreeChange> layout, Head superHead, Head imagesOciHead)
      throws IOException {
    Optional<ObjectId> sif =
        deposited.sifKey().isPresent()
            ? Optional.of(
                SuperdatasetCommits.link(deposited, superdataset.locator, superdataset.writer))
            : Optional.empty();
    return KeptImage.of(
        deposited.image().planned(),
        sif,
        layout,
        superdataset.git,
        superHead,
        imagesOci.git,
        imagesOciHead);
  }

  // Another person may have committed to images-oci since the last image.
  private void requireAgreement(Head superHead, Head imagesOciHead) throws IOException {
    Optional<TreeEntry> named =
        superdataset.git.entries(superHead.commit().orElseThrow(), Collection.IMAGES_OCI).stream()
            .filter(entry -> entry.mode() == EntryMode.GITLINK)
            .findFirst();
    if (named.isPresent() && imagesOciHead.commit().isPresent()) {
      Agreement.require(
          superdataset.git, imagesOci.git, named.get().id(), imagesOciHead.commit().get());
    }
  }

  // The scripts that a registered image relies on.
  private CompletionStep scripts(StagedImage image, DataladConfig before) {
    if (!introduced) {
      return DatasetScripts::inSuperdataset;
    }
    DataladConfig after = RegistrationChanges.inSuperdataset(before, image.planned());
    return dataset -> DatasetScripts.reliedOn(dataset, after.registrations());
  }

  @Override
  public void close() throws IOException {
    try (Side _ = superdataset;
        Side _ = imagesOci) {
      // Both are closed in reverse order, even if closing one fails.
    } catch (IOException e) {
      // The failure of a process was reported with the image that it worked on.
      if (!failed) {
        throw e;
      }
    }
  }
}
