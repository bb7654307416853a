package io.longshore.collection.rollback;

import io.longshore.collection.Collection;
import io.longshore.collection.history.Publication;
import io.longshore.collection.history.RunHistory;
import io.longshore.collection.history.RunId;
import io.longshore.collection.plan.ImageChoice;
import io.longshore.collection.publish.PublishingGround;
import io.longshore.collection.session.DatasetSession;
import io.longshore.collection.session.Notices;
import io.longshore.collection.session.StopRequest;
import io.longshore.collection.transaction.Journal;
import io.longshore.collection.transaction.TwoRepositoryStep;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.Identity;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Rolls back images that runs published: their recipes, old images and registrations return. */
public final class ImageRollback {
  private final RollbackRequest request;
  private final Notices notices;
  private final DatasetSession session;

  /**
   * The result of a rollback.
   *
   * @param images the images rolled back, newest first
   * @param dropped content dropped from the annexes of this clone
   */
  public record Outcome(List<Publication> images, ContentDrop.Outcome dropped) {}

  /**
   * @param notices receives what an interrupted run had left
   * @param stop on a request to stop, the running rollback is finished or undone first
   */
  public ImageRollback(RollbackRequest request, Notices notices, StopRequest stop) {
    this.request = request;
    this.notices = notices;
    this.session = new DatasetSession(stop);
  }

  /**
   * Lists the images that {@link #run} would roll back. No branch, file or index changes.
   *
   * @throws FailureException of kind DATASET if the rollback is not possible
   */
  public List<Publication> plan() throws IOException {
    GitRepository superdataset = superdataset();
    PublishingGround.require(superdataset).requireAgreement();
    return prepare(superdataset, imagesOci(superdataset)).images();
  }

  /**
   * @throws FailureException of kind DATASET if the rollback is not possible; the dataset is then
   *     as it was before
   */
  public Outcome run() throws IOException {
    GitRepository superdataset = superdataset();
    try (var _ = session.begin(superdataset, notices)) {
      Identity.require(superdataset);
      PublishingGround.require(superdataset).requireAgreement();
      GitRepository imagesOci = Identity.inherit(superdataset, imagesOci(superdataset));
      RollbackPlan plan = prepare(superdataset, imagesOci);
      new TwoRepositoryStep(superdataset, imagesOci, Journal.of(superdataset))
          .carryOut(plan.step());
      return new Outcome(
          plan.images(),
          request.drop() ? drop(superdataset, imagesOci, plan) : ContentDrop.Outcome.NOTHING);
    }
  }

  private GitRepository superdataset() throws IOException {
    return session.superdatasetAt(request.dataset());
  }

  private static GitRepository imagesOci(GitRepository superdataset) throws IOException {
    return Collection.imagesOciOf(superdataset).require();
  }

  private RollbackPlan prepare(GitRepository superdataset, GitRepository imagesOci)
      throws IOException {
    ObjectId commit = superdataset.head().commit().orElseThrow(() -> noCommit(superdataset));
    RunHistory history = RunHistory.of(superdataset, commit);
    RollbackSelection selection = new RollbackSelection(history);
    List<Publication> images =
        switch (request.choice()) {
          case RollbackRequest.Choice.OfRun(String run) -> selection.ofRun(run);
          case RollbackRequest.Choice.OfLastRun() -> selection.ofLastRun();
          case RollbackRequest.Choice.Named(List<String> names, Path currentFolder) ->
              selection.named(
                  ImageChoice.of(names, currentFolder, superdataset.root()),
                  DataladConfig.at(superdataset, commit));
        };
    RunId run = RunId.beginning(AnnexRepository.open(superdataset));
    return RollbackPlan.prepare(superdataset, imagesOci, history, run, images);
  }

  // A SIF can be built again from its layers. A layer that no registry serves may be the only copy.
  private static ContentDrop.Outcome drop(
      GitRepository superdataset, GitRepository imagesOci, RollbackPlan plan) throws IOException {
    return ContentDrop.drop(
            superdataset,
            new ObjectId(plan.step().superdataset().oldCommit()),
            /* rebuildable= */ true)
        .plus(
            ContentDrop.drop(
                imagesOci,
                new ObjectId(plan.step().imagesOci().oldCommit()),
                /* rebuildable= */ false));
  }

  private static FailureException noCommit(GitRepository superdataset) {
    return new FailureException(
        FailureKind.DATASET,
        superdataset.root().toString(),
        "has no commit yet, so there is nothing to roll back",
        NextStep.of("longshore init {}", superdataset.root()));
  }
}
