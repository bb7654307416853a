package io.longshore.collection.freeze;

import io.longshore.collection.DatasetScripts;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.plan.Layouts;
import io.longshore.collection.publish.PublishingGround;
import io.longshore.collection.publish.RegistrationStep;
import io.longshore.collection.session.DatasetSession;
import io.longshore.collection.session.Notices;
import io.longshore.collection.session.StopRequest;
import io.longshore.collection.transaction.JournalEntry;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.Registration;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.Identity;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.ObjectReader;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Points registrations to the images at which they are to stay, and calls them frozen, in both
 * datasets at once. Updates leave alone what is frozen.
 */
public final class CollectionFreeze {
  private final FreezeRequest request;
  private final Notices notices;
  private final StopRequest stop;
  private final DatasetSession session;

  /**
   * The result.
   *
   * @param changed whether anything was other than it is to be
   */
  public record Outcome(List<FrozenRegistration> registrations, boolean changed) {}

  /**
   * @param notices receives what an interrupted run had left
   * @param stop on a request to stop, the running step is finished or undone first
   */
  public CollectionFreeze(FreezeRequest request, Notices notices, StopRequest stop) {
    this.request = request;
    this.notices = notices;
    this.stop = stop;
    this.session = new DatasetSession(stop);
  }

  /**
   * Finds what {@link #run} would freeze. Changes nothing.
   *
   * @throws FailureException as {@link #run}
   */
  public List<FrozenRegistration> plan() throws IOException {
    GitRepository superdataset = superdataset();
    PublishingGround.require(superdataset).requireAgreement();
    RegistrationStep.in(superdataset);
    return registrations(superdataset);
  }

  /**
   * @throws FailureException of kind MISSING or DATASET if a registration cannot be frozen; nothing
   *     is changed then
   */
  public Outcome run() throws IOException {
    GitRepository superdataset = superdataset();
    try (var _ = session.begin(superdataset, notices)) {
      Identity.require(superdataset);
      PublishingGround.require(superdataset).requireAgreement();
      RegistrationStep step = RegistrationStep.in(superdataset);
      List<FrozenRegistration> registrations = registrations(superdataset);
      boolean changed =
          step.carryOut(
              JournalEntry.Action.FREEZE,
              subject(registrations),
              FreezeMessage.of(registrations, request.thaw()),
              (before, _) -> inSuperdataset(before, registrations),
              (before, layouts) -> inImagesOci(before, layouts, registrations));
      return new Outcome(registrations, changed);
    }
  }

  /**
   * Copies the registrations into a dataset that holds the collection, see {@link StudyCopy}. The
   * collection stays as it is.
   *
   * @param study root of that dataset
   * @param dryRun whether nothing is to be changed
   */
  public Outcome into(Path study, boolean dryRun) throws IOException {
    GitRepository superdataset = superdataset();
    StudyCopy copy = StudyCopy.prepare(study, superdataset, session.runner());
    List<FrozenRegistration> registrations = registrations(superdataset, copy.collectionAt());
    if (dryRun) {
      return new Outcome(registrations, copy.freeze(registrations, /* dryRun= */ true));
    }
    try (var _ = session.begin(copy.study(), notices)) {
      // A hook of the study may take long: a request to stop ends it, and the commit is not made.
      return new Outcome(
          registrations, stop.interruptibly(() -> copy.freeze(registrations, /* dryRun= */ false)));
    }
  }

  private GitRepository superdataset() throws IOException {
    return session.superdatasetAt(request.dataset());
  }

  private List<FrozenRegistration> registrations(GitRepository superdataset) throws IOException {
    ObjectId commit = superdataset.head().commit().orElseThrow(() -> hasNoCommit(superdataset));
    return registrations(superdataset, commit);
  }

  private List<FrozenRegistration> registrations(GitRepository superdataset, ObjectId commit)
      throws IOException {
    Set<RepositoryPath> files =
        superdataset.entries(commit).stream()
            .flatMap(entry -> entry.path().ours().stream())
            .collect(Collectors.toSet());
    try (ObjectReader reader = superdataset.openReader()) {
      return FreezePlan.of(DataladConfig.at(reader, commit), files, request);
    }
  }

  private static FailureException hasNoCommit(GitRepository superdataset) {
    return new FailureException(
        FailureKind.DATASET,
        superdataset.root().toString(),
        "has no commit yet, so it has no registrations",
        NextStep.of("longshore init {}", superdataset.root()));
  }

  private DataladConfig inSuperdataset(
      DataladConfig before, List<FrozenRegistration> registrations) {
    DataladConfig changed = before;
    for (FrozenRegistration registration : registrations) {
      changed =
          request.thaw()
              ? changed.withoutFrozen(registration.name())
              : registration.frozenIn(changed);
    }
    return changed;
  }

  private DataladConfig inImagesOci(
      DataladConfig before,
      RegistrationStep.Committed layouts,
      List<FrozenRegistration> registrations)
      throws IOException {
    DataladConfig changed = before;
    for (FrozenRegistration registration : registrations) {
      Optional<ImageNames> layout = ImageNames.ofAnyImage(registration.image().value());
      if (request.thaw()) {
        changed = changed.withoutFrozen(registration.name());
      } else if (layout.isPresent() && layouts.has(Layouts.index(layout.get()))) {
        changed =
            FrozenRegistration.frozen(
                changed,
                Registration.of(
                    registration.name(),
                    RepositoryPath.of(layout.get().layout()),
                    DatasetScripts.LAYOUT_CALL_FORMAT));
      }
    }
    return changed;
  }

  private static String subject(List<FrozenRegistration> registrations) {
    return registrations.size() == 1
        ? registrations.getFirst().name()
        : registrations.size() + " registrations";
  }
}
