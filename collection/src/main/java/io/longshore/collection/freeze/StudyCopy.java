package io.longshore.collection.freeze;

import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.Registration;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.Identity;
import io.longshore.dataset.git.Readiness;
import io.longshore.dataset.git.object.EntryMode;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.ObjectReader;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TreeEntry;
import io.longshore.dataset.process.CommandRunner;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.ground.file.DurableFile;
import io.longshore.ground.file.FormerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Copies registrations of a collection into a study: a dataset that has the collection as a
 * subdataset, such as {@code code/containers}. There {@code datalad containers-run} then finds them
 * by their plain names, at the frozen version, and the collection needs no change.
 */
final class StudyCopy {
  private static final String PLACEHOLDER = "{";
  private static final String DATASET = "{img_dspath}";
  private static final String EXTRA_INPUT = "extra-input";

  private final GitRepository study;
  private final RepositoryPath collection;
  private final ObjectId collectionAt;

  private StudyCopy(GitRepository study, RepositoryPath collection, ObjectId collectionAt) {
    this.study = study;
    this.collection = collection;
    this.collectionAt = collectionAt;
  }

  /**
   * @param folder the root of the study
   * @throws FailureException of kind DATASET if that does not have the collection as a subdataset,
   *     or cannot be committed to
   */
  static StudyCopy prepare(Path folder, GitRepository collection, CommandRunner runner)
      throws IOException {
    GitRepository study = GitRepository.at(folder, runner);
    Optional<RepositoryPath> place =
        collection.root().startsWith(study.root())
            ? RepositoryPath.find(study.root().relativize(collection.root()).toString())
            : Optional.empty();
    if (place.isEmpty()) {
      throw doesNotHold(study, collection);
    }
    Optional<ObjectId> head = study.resolve("HEAD");
    Optional<ObjectId> named = Optional.empty();
    if (head.isPresent()) {
      named =
          study.entries(head.get(), place.get()).stream()
              .filter(entry -> entry.mode() == EntryMode.GITLINK)
              .map(TreeEntry::id)
              .findFirst();
    }
    if (named.isEmpty()) {
      throw doesNotHold(study, collection);
    }
    if (collection.resolve(named.get().hex()).isEmpty()) {
      throw new FailureException(
          FailureKind.DATASET,
          collection.root().toString(),
          "does not have the commit that " + study.root() + " names of it",
          NextStep.of("git -C {} fetch --all", collection.root()));
    }
    return new StudyCopy(study, place.get(), named.get());
  }

  private static FailureException doesNotHold(GitRepository study, GitRepository collection) {
    return new FailureException(
        FailureKind.DATASET,
        study.root().toString(),
        "does not have " + collection.root() + " as a subdataset",
        NextStep.of(
            "get the collection into it: datalad clone -d {} URL {}   or, if it is there already:"
                + " datalad save -d {} {}",
            study.root(),
            study.root().resolve("code/containers"),
            study.root(),
            collection.root()));
  }

  /** The commit of the collection that the study names, which all who clone the study get. */
  ObjectId collectionAt() {
    return collectionAt;
  }

  /** The repository that the registrations are copied into. */
  GitRepository study() {
    return study;
  }

  /**
   * @param dryRun whether nothing is to be changed; otherwise the caller holds the study's lock
   * @return whether the study's registrations are other than they are to be
   */
  boolean freeze(List<FrozenRegistration> registrations, boolean dryRun) throws IOException {
    Identity.require(study);
    Readiness.require(study);
    byte[] before = configuration();
    requireCommittable();
    study.workTree().requireClean(List.of(DataladConfig.PATH));
    DataladConfig changed = DataladConfig.parse(before);
    for (FrozenRegistration registration : registrations) {
      changed = FrozenRegistration.frozen(requireOurs(changed, registration), moved(registration));
    }
    if (Arrays.equals(before, changed.bytes())) {
      return false;
    }
    if (!dryRun) {
      commit(changed.bytes(), FreezeMessage.of(registrations, /* thaw= */ false));
    }
    return true;
  }

  private byte[] configuration() throws IOException {
    try (ObjectReader reader = study.openReader()) {
      return reader
          .file(study.resolve("HEAD").orElseThrow(), DataladConfig.PATH)
          .orElseThrow(
              () ->
                  new FailureException(
                      FailureKind.NOT_A_DATASET,
                      study.root().toString(),
                      "has no .datalad/config, so it is no DataLad dataset",
                      NextStep.of("datalad create --force -d {}", study.root())));
    }
  }

  // Git commits no change of a file that it was told to skip, or that a sparse checkout leaves out.
  private void requireCommittable() throws IOException {
    RepositoryPath path = DataladConfig.PATH;
    Path file = path.in(study.root());
    String mark =
        study
            .run(study.git("ls-files").options("-v", "-z").operands(path.value()))
            .fields()
            .stream()
            .findFirst()
            .orElse("");
    if (mark.startsWith("S") || mark.startsWith("s")) {
      boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
      throw new FailureException(
          FailureKind.DATASET,
          file.toString(),
          there
              ? "is marked skip-worktree, so git would not commit what is written there"
              : "is left out by the sparse checkout, so nothing can be written there",
          there
              ? NextStep.of("git -C {} update-index --no-skip-worktree {}", study.root(), path)
              : NextStep.of("git -C {} sparse-checkout add .datalad", study.root()));
    }
  }

  private DataladConfig requireOurs(DataladConfig configuration, FrozenRegistration registration)
      throws FailureException {
    Optional<Registration> present = configuration.registration(registration.name());
    boolean ours =
        present.isEmpty()
            || present
                .flatMap(Registration::imagePath)
                .filter(image -> image.isBelow(collection))
                .filter(
                    image ->
                        FrozenRegistration.isSameContainer(
                            image.relativeTo(collection), registration.image()))
                .isPresent();
    if (!ours) {
      throw new FailureException(
          FailureKind.DATASET,
          registration.name(),
          "is registered in " + study.root() + " already, for another image",
          NextStep.of("choose another name with --as"));
    }
    return configuration;
  }

  // DataLad resolves the image, and inputs without a placeholder, from the root of the dataset that
  // has the registration. {img_dspath} stands for that root too.
  private Registration moved(FrozenRegistration registration) {
    return new Registration(
        registration.name(),
        Optional.of(collection.resolve(registration.image().value()).value()),
        registration.source().settings().stream().map(this::moved).toList());
  }

  private Registration.Setting moved(Registration.Setting setting) {
    String value = setting.value();
    boolean path = setting.key().equals(EXTRA_INPUT) && !value.contains(PLACEHOLDER);
    return new Registration.Setting(
        setting.key(),
        path ? collection + "/" + value : value.replace(DATASET, DATASET + "/" + collection));
  }

  // The study is another dataset of the user's: git itself commits there, with the hooks that it
  // has, and its index and other files stay as they are.
  private void commit(byte[] after, String message) throws IOException {
    Path file = DataladConfig.PATH.in(study.root());
    Optional<ObjectId> head = study.resolve("HEAD");
    try (FormerFile former = FormerFile.keep(file, study.workFolder())) {
      try {
        DurableFile.write(file, after, study.sharedMode()::applyTo);
        commit(message);
      } catch (IOException | RuntimeException e) {
        // What is undone must not be broken off by the request that broke off the commit.
        boolean interrupted = Thread.interrupted();
        try {
          if (!hasMoved(head, e) && Arrays.equals(Files.readAllBytes(file), after)) {
            former.restore();
          }
        } catch (IOException again) {
          e.addSuppressed(again);
        }
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
        throw e;
      }
    }
  }

  private void commit(String message) throws IOException {
    try {
      study.run(
          study
              .git("commit")
              .options("--quiet", "--only")
              .option("-m", message)
              .operands(DataladConfig.PATH.value()));
    } catch (FailureException e) {
      boolean saidNo = e.kind() == FailureKind.TOOL && e.getCause() == null;
      throw saidNo ? notTaken(e) : e;
    }
  }

  private FailureException notTaken(FailureException said) {
    return new FailureException(
        FailureKind.DATASET,
        study.root().toString(),
        "took no commit: " + said.subject() + " " + said.problem(),
        NextStep.of(
            "if a hook of {} refused it, do what the hook says, then run the same command again;"
                + " the hooks are in: git -C {} rev-parse --git-path hooks",
            study.root(),
            study.root()),
        said);
  }

  // A git that is ended may have made the commit before.
  private boolean hasMoved(Optional<ObjectId> head, Exception cause) {
    try {
      return !study.resolve("HEAD").equals(head);
    } catch (IOException | RuntimeException e) {
      cause.addSuppressed(e);
      return false;
    }
  }
}
