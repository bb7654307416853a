package io.longshore.dataset.git;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.longshore.dataset.git.object.BlobWriter;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.ObjectReader;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TrackedPath;
import io.longshore.dataset.git.object.TreeDifference;
import io.longshore.dataset.git.object.TreeEntry;
import io.longshore.dataset.git.object.TreeWriter;
import io.longshore.dataset.process.BatchProcess;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandResult;
import io.longshore.dataset.process.CommandRunner;
import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.ground.file.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A git repository with a work tree, driven through the {@code git} command. It caches no state of
 * the repository except its configuration, so it is as safe for several threads as git itself.
 */
public final class GitRepository {

  /** The exit code of git config if another process holds the lock of the configuration. */
  private static final int LOCKED = 255;

  private final CommandRunner runner;
  private final Path root;
  private final RepositoryPlaces places;
  private final GitConfiguration configuration;

  private GitRepository(
      CommandRunner runner, RepositoryPlaces places, GitConfiguration configuration) {
    this.runner = runner;
    this.root = places.root();
    this.places = places;
    this.configuration = configuration;
  }

  /**
   * Opens the repository that {@code folder} is in.
   *
   * @throws FailureException of kind DATASET if there is no repository, it is bare, or git does not
   *     trust its owner
   */
  public static GitRepository containing(Path folder, CommandRunner runner) throws IOException {
    RepositoryPlaces places = RepositoryPlaces.around(folder, runner);
    return new GitRepository(
        runner,
        places,
        GitConfiguration.of(places.root(), places.gitFolder(), places.commonFolder(), runner));
  }

  /**
   * Opens the repository with the root {@code root}.
   *
   * @throws FailureException as {@link #containing}, and if {@code root} is a folder inside a
   *     repository
   */
  public static GitRepository at(Path root, CommandRunner runner) throws IOException {
    GitRepository repository = containing(root, runner);
    if (!Files.isSameFile(root, repository.root)) {
      throw new FailureException(
          FailureKind.DATASET,
          root.toString(),
          "is a folder in the repository " + repository.root + ", not the root of one",
          NextStep.of("name the root of the dataset, for example: -C {}", repository.root));
    }
    return repository;
  }

  /** The root folder of the work tree, absolute and with symbolic links resolved. */
  public Path root() {
    return root;
  }

  /** The root of the repository that has this repository as a submodule, if there is one. */
  public Optional<Path> superproject() throws IOException {
    String outer = run(git("rev-parse").options("--show-superproject-working-tree")).text();
    return outer.isEmpty() ? Optional.empty() : Optional.of(Path.of(outer));
  }

  /**
   * The git folder of this work tree; for a submodule it may be below {@code .git/modules} of the
   * superproject or elsewhere.
   */
  public Path gitFolder() {
    return places.gitFolder();
  }

  /** The folder with refs and objects: {@link #gitFolder}, except for linked work trees. */
  public Path commonFolder() {
    return places.commonFolder();
  }

  /**
   * The path of {@link #workFolder}, which may not exist. For readers, who may not be allowed to
   * write.
   */
  public Path workPlace() {
    return places.commonFolder().resolve("longshore");
  }

  /**
   * The folder {@code longshore} in the git folder, on the file system of the repository. It is
   * made if absent.
   */
  public Path workFolder() throws IOException {
    return sharedMode().makeFolders(workPlace());
  }

  /** The sharing mode of the git folder, which files that Longshore makes there get too. */
  public SharedMode sharedMode() {
    return configuration.shared();
  }

  /** Whether the user wants commits signed. */
  boolean signsCommits() {
    return configuration.signsCommits();
  }

  ObjectId emptyTree() {
    return places.emptyTree();
  }

  /**
   * A git command on this repository, which is not run yet. It takes paths literally and runs no
   * files of the dataset, see {@link GitConfiguration}.
   *
   * @param words the subcommand
   */
  public Command git(@CompileTimeConstant String... words) {
    return Command.of(root, "git", "--literal-pathspecs")
        .subcommand(words)
        .withSettings(configuration.settings());
  }

  /** The user's settings that are overridden, because they would run files of the dataset. */
  public List<SetAside> setAside() {
    return configuration.setAside();
  }

  public CommandResult run(Command command) throws IOException {
    return runner.run(command);
  }

  public BatchProcess start(Command command) throws IOException {
    return runner.start(command);
  }

  public CommandRunner runner() {
    return runner;
  }

  /**
   * The branch and commit at HEAD.
   *
   * @throws FailureException of kind DATASET if HEAD is detached, or at a branch adjusted by
   *     git-annex, where commits do not reach the original branch
   */
  public Head head() throws IOException {
    return new HeadReader(this).read();
  }

  /** The original branch, if the checked-out branch is one that git-annex adjusted. */
  public Optional<String> adjustedFrom() throws IOException {
    return new HeadReader(this).adjustedFrom();
  }

  /** The commit that a ref or another revision names; empty if there is none. */
  public Optional<ObjectId> resolve(String revision) throws IOException {
    CommandResult found =
        run(
            git("rev-parse")
                .options("--verify", "-q")
                .revisions(revision + "^{commit}")
                .accepting(0, 1));
    return found.exitCode() == 0 ? Optional.of(new ObjectId(found.text())) : Optional.empty();
  }

  /** Whether {@code other} is {@code commit} or one of its descendants. */
  public boolean isAncestor(ObjectId commit, ObjectId other) throws IOException {
    Command ask = git("merge-base").options("--is-ancestor").operands(commit.hex(), other.hex());
    return run(ask.accepting(0, 1)).exitCode() == 0;
  }

  /** All entries at or below {@code path} in {@code commit}; folders are followed. */
  public List<TreeEntry> entries(ObjectId commit, RepositoryPath path) throws IOException {
    return new Listing(this).entries(commit, path);
  }

  public List<TreeEntry> entries(ObjectId commit) throws IOException {
    return new Listing(this).entries(commit);
  }

  /** The paths at which two commits differ, sorted. */
  public List<TreeDifference> differences(ObjectId from, ObjectId to) throws IOException {
    return new Listing(this).differences(from, to);
  }

  /**
   * Whether the index has a file that matches {@code pattern}, which has the syntax of {@code
   * :(glob)}.
   */
  public boolean tracksAny(@CompileTimeConstant String pattern) throws IOException {
    Command find =
        Command.of(root, "git", "ls-files")
            .options("-z")
            .operands(":(glob)" + pattern)
            .withSettings(configuration.settings());
    return !run(find).fields().isEmpty();
  }

  /** The objects in the index, by path. */
  Map<TrackedPath, ObjectId> index() throws IOException {
    return new Listing(this).index();
  }

  public ObjectReader openReader() throws IOException {
    return new ObjectReader(start(git("cat-file").options("--batch")));
  }

  public BlobWriter openWriter() throws IOException {
    return new BlobWriter(
        start(git("hash-object").options("-w", "--no-filters", "--stdin-paths")), workFolder());
  }

  /**
   * @param base the parent of the first commit; empty to begin a history
   */
  public CommitBuilder buildOn(Optional<ObjectId> base) throws IOException {
    return new CommitBuilder(this, base);
  }

  TreeWriter openTreeWriter() throws IOException {
    // A partial clone, which fetches objects on demand, lacks most objects that its trees name.
    Command find =
        git("config").options("--get-regexp").operands("^remote[.].*[.]promisor$").accepting(0, 1);
    Command mktree =
        run(find).exitCode() == 0
            ? git("mktree").options("--batch", "--missing")
            : git("mktree").options("--batch");
    return new TreeWriter(() -> start(mktree), places.commonFolder().resolve("objects"));
  }

  public WorkTree workTree() {
    return new WorkTree(this);
  }

  /**
   * Moves a ref from one commit to another in one step. The process gets its input after it is
   * reported to the {@link io.longshore.dataset.process.ChildObserver}, and moves nothing if the
   * input is cut off.
   *
   * @param from empty if the ref must not exist yet
   * @param reason the text for the reflog
   * @return false if the ref is not at {@code from}; nothing is changed then
   */
  public boolean compareAndSwap(String ref, Optional<ObjectId> from, ObjectId to, String reason)
      throws IOException {
    String old = from.orElseGet(to::absent).hex();
    String transaction =
        "start\0update " + ref + "\0" + to.hex() + "\0" + old + "\0prepare\0commit\0";
    CommandResult result =
        run(
            git("update-ref")
                .option("-m", reason)
                .options("--stdin", "-z")
                .withInput(transaction)
                .accepting(0, 1, 128));
    if (result.exitCode() == 0) {
      forceName(ref);
      return true;
    }
    Optional<ObjectId> now = resolve(ref);
    if (now.equals(from)) {
      throw new FailureException(
          FailureKind.DATASET,
          root.toString(),
          "does not let " + ref + " be moved: " + result.errors().strip(),
          NextStep.of(
              "if no git is running there, a lock file may have been left behind in {}",
              places.commonFolder()));
    }
    return false;
  }

  /** Releases the commits that an interrupted move of a branch held. */
  public void releaseHeldCommits() throws IOException {
    RefTransaction.release(this);
  }

  // Forces the name of a loose ref to disk: git forces the content of the file, but not its name.
  void forceName(String ref) throws IOException {
    Path folder = places.commonFolder().resolve(ref).getParent();
    if (Files.isDirectory(folder)) {
      Disk.force(folder);
    }
  }

  /** The digest of all settings that were in force when this repository was opened. */
  public Digest configurationDigest() {
    return configuration.digest();
  }

  /**
   * The commits of HEAD and of all branches named {@code branch}, in this clone and of its remotes,
   * with one line for each existing ref.
   */
  public List<String> tips(@CompileTimeConstant String branch) throws IOException {
    Command show = git("show-ref").options("--head").operands("HEAD", branch).accepting(0, 1);
    return run(show).lines();
  }

  /** The value that a setting of git-annex had when this repository was opened. */
  public Optional<String> annexSettingAtOpening(String name) {
    return Optional.ofNullable(configuration.annex().get(name));
  }

  /** A value of the configuration in force. */
  public Optional<String> configuration(String name) throws IOException {
    CommandResult found = run(git("config").options("--get").operands(name).accepting(0, 1));
    return found.exitCode() == 0 ? Optional.of(found.text()) : Optional.empty();
  }

  /** All values of a setting that may have several. */
  public List<String> configurationValues(String name) throws IOException {
    return run(git("config").options("-z", "--get-all").operands(name).accepting(0, 1)).fields();
  }

  /** The values in force of all settings whose lower-case names match {@code pattern}. */
  public Map<String, String> configurations(String pattern) throws IOException {
    Command list = git("config").options("-z", "--get-regexp").operands(pattern).accepting(0, 1);
    Map<String, String> values = new LinkedHashMap<>();
    for (String field : run(list).fields()) {
      String[] setting = field.split("\n", 2);
      values.put(setting[0], setting.length == 2 ? setting[1] : "true");
    }
    return values;
  }

  /** Sets a value in this repository's own configuration. Waits while other gits hold its lock. */
  public void configure(String name, String value) throws IOException {
    Path lock = places.commonFolder().resolve("config.lock");
    LockWait wait = LockWait.begin();
    Command set = git("config").options("--local").operands(name, value).accepting(0, LOCKED);
    while (run(set).exitCode() == LOCKED) {
      wait.pauseFor(lock, this);
    }
  }
}
