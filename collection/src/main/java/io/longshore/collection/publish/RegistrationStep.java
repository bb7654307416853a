package io.longshore.collection.publish;

import io.longshore.collection.Collection;
import io.longshore.collection.transaction.Journal;
import io.longshore.collection.transaction.JournalEntry;
import io.longshore.collection.transaction.RefChange;
import io.longshore.collection.transaction.TwoRepositoryStep;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.Subdataset;
import io.longshore.dataset.SubdatasetState;
import io.longshore.dataset.git.CommitBuilder;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.Head;
import io.longshore.dataset.git.Identity;
import io.longshore.dataset.git.object.BlobWriter;
import io.longshore.dataset.git.object.EntryMode;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.ObjectReader;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TreeChange;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes the registrations of both datasets in one step, without images. Used by the holder of the
 * dataset's lock.
 */
public final class RegistrationStep {
  private final GitRepository superdataset;
  private final GitRepository imagesOci;

  private RegistrationStep(GitRepository superdataset, GitRepository imagesOci) {
    this.superdataset = superdataset;
    this.imagesOci = imagesOci;
  }

  /**
   * @throws FailureException of kind DATASET if images-oci is not in this clone, or the
   *     superdataset does not have it as a subdataset yet
   */
  public static RegistrationStep in(GitRepository superdataset) throws IOException {
    Subdataset subdataset = Collection.imagesOciOf(superdataset);
    GitRepository imagesOci = subdataset.require();
    if (subdataset.state() instanceof SubdatasetState.NotRegistered) {
      throw new FailureException(
          FailureKind.DATASET,
          imagesOci.root().toString(),
          "is no subdataset of " + superdataset.root() + " yet",
          NextStep.of("longshore init {}", superdataset.root()));
    }
    return new RegistrationStep(superdataset, Identity.inherit(superdataset, imagesOci));
  }

  /** What becomes of the configuration of a dataset. */
  @FunctionalInterface
  public interface Change {
    /**
     * @param committed reads what is committed
     */
    DataladConfig of(DataladConfig before, Committed committed) throws IOException;
  }

  /** Files of the commit that a step starts from. */
  @FunctionalInterface
  public interface Committed {
    boolean has(RepositoryPath path) throws IOException;
  }

  /**
   * Commits to both datasets and moves both branches, or none.
   *
   * @param subject of messages, should the step be broken off
   * @param message of both commits, which ends with a line feed
   * @return whether anything was other than it is to be
   */
  public boolean carryOut(
      JournalEntry.Action action,
      String subject,
      String message,
      Change inSuperdataset,
      Change inImagesOci)
      throws IOException {
    Head head = superdataset.head();
    Head layoutsHead = imagesOci.head();
    ObjectId layouts = commit(imagesOci, layoutsHead, inImagesOci, List.of(), message);
    List<TreeChange> advanced = new ArrayList<>();
    if (!layouts.equals(layoutsHead.commit().orElseThrow())) {
      advanced.add(new TreeChange.Put(Collection.IMAGES_OCI, EntryMode.GITLINK, layouts));
    }
    JournalEntry step =
        new JournalEntry(
            action,
            subject,
            RefChange.of(layoutsHead, layouts),
            RefChange.of(head, commit(superdataset, head, inSuperdataset, advanced, message)));
    if (step.changesAnything()) {
      new TwoRepositoryStep(superdataset, imagesOci, Journal.of(superdataset)).carryOut(step);
    }
    return step.changesAnything();
  }

  private static ObjectId commit(
      GitRepository git, Head head, Change change, List<TreeChange> also, String message)
      throws IOException {
    ObjectId commit = head.commit().orElseThrow();
    try (ObjectReader reader = git.openReader();
        BlobWriter writer = git.openWriter();
        CommitBuilder builder = git.buildOn(Optional.of(commit))) {
      DataladConfig before = DataladConfig.at(reader, commit);
      DataladConfig changed = change.of(before, path -> reader.file(commit, path).isPresent());
      List<TreeChange> changes = new ArrayList<>(also);
      changes.add(
          new TreeChange.Put(DataladConfig.PATH, EntryMode.FILE, writer.write(changed.bytes())));
      return builder.commitIfChanged(changes, message);
    }
  }
}
