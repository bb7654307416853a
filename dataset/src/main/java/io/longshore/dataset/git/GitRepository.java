package io.longshore.dataset.git;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.longshore.dataset.git.object.BlobWriter;
import io.longshore.dataset.git.object.EntryMode;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A git repository with a work tree, driven through the {@code git} command. It caches no state of
 * the repository except its configuration, so it is as safe for several threads as git itself.
 */
public final class GitRepository {
  private static final String NO_ENTRY = "000000";
  private static final int ANSWERS = 4;

  /** The exit code of git config if another process holds the lock of the configuration. */
  private static final int LOCKED = 255;

  private static final String ADJUSTED = "refs/heads/adjusted/";

  private final CommandRunner runner;
  private final Path root;
  private final Path gitFolder;
  private final Path commonFolder;
  private final ObjectId emptyTree;
  private final GitConfiguration configuration;

  private GitRepository(
      CommandRunner runner,
      Path root,
      Path gitFolder,
      Path commonFolder,
      ObjectId emptyTree,
      GitConfiguration configuration) {
    this.runner = runner;
    this.root = root;
    this.gitFolder = gitFolder;
    this.commonFolder = commonFolder;
    this.emptyTree = emptyTree;
    this.configuration = configuration;
  }

  /**
   * Opens the repository that {@code folder} is in.
   *
   * @throws FailureException of kind DATASET if there is no repository, it is bare, or git does not
   *     trust its owner
   */
  public static GitRepository containing(Path folder, CommandRunner runner) throws IOException {
    CommandResult found =
        runner.run(
            Command.of(folder, "git", "rev-parse")
                .options(
                    "--path-format=absolute",
                    "--show-object-format",
                    "--git-dir",
                    "--git-common-dir",
                    "--show-toplevel")
                .accepting(0, 128));
    if (found.exitCode() != 0) {
      throw notARepository(folder, found.errors());
    }
    List<String> lines = found.text().lines().toList();
    if (lines.size() != ANSWERS) {
      throw new FailureException(
          FailureKind.DATASET,
          folder.toString(),
          "has a line break in its path, which git and git-annex cannot be told",
          "give the folder another name");
    }
    ObjectId emptyTree =
        new ObjectId(
            lines.get(0).equals("sha1")
                ? "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
                : "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321");
    Path root = Path.of(lines.get(3));
    Path gitFolder = Path.of(lines.get(1));
    Path commonFolder = Path.of(lines.get(2));
    return new GitRepository(
        runner,
        root,
        gitFolder,
        commonFolder,
        emptyTree,
        GitConfiguration.of(root, gitFolder, commonFolder, runner));
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

  private static FailureException notARepository(Path folder, String errors) {
    if (errors.contains("dubious ownership")) {
      return new FailureException(
          FailureKind.DATASET,
          folder.toString(),
          "belongs to another user, and git refuses to work in it",
          NextStep.of(
              "if you trust it: git config --global --add safe.directory {}",
              folder.toAbsolutePath().normalize()));
    }
    if (errors.contains("must be run in a work tree")) {
      return new FailureException(
          FailureKind.DATASET,
          folder.toString(),
          "is a repository without files (bare)",
          NextStep.of("clone it and work in the clone: datalad clone {}", folder));
    }
    return new FailureException(
        FailureKind.NOT_A_DATASET,
        folder.toString(),
        "is not in a git repository",
        "go to your dataset or name it: -C DIR (to make a new one: longshore init DIR)");
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
    return gitFolder;
  }

  /** The folder with refs and objects: {@link #gitFolder}, except for linked work trees. */
  public Path commonFolder() {
    return commonFolder;
  }

  /**
   * The path of {@link #workFolder}, which may not exist. For readers, who may not be allowed to
   * write.
   */
  public Path workPlace() {
    return commonFolder.resolve("longshore");
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
    return emptyTree;
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
    // One process in the usual case, because this runs for every image.
    Command branches =
        git("for-each-ref")
            .options("--format=%(HEAD) %(refname) %(objectname)")
            .operands("refs/heads");
    for (String line : run(branches).lines()) {
      String[] words = line.substring(1).strip().split(" ");
      if (line.startsWith("*") && !words[0].startsWith(ADJUSTED)) {
        return new Head(words[0], Optional.of(new ObjectId(words[1])));
      }
    }
    return unusualHead();
  }

  private Head unusualHead() throws IOException {
    CommandResult name = run(git("symbolic-ref").options("-q").operands("HEAD").accepting(0, 1));
    if (name.exitCode() != 0) {
      throw new FailureException(
          FailureKind.DATASET,
          root.toString(),
          "is on no branch (detached HEAD), so there is nothing to commit to",
          NextStep.of("go to its branch, for example: git -C {} switch master", root));
    }
    String branch = name.text();
    if (branch.startsWith(ADJUSTED)) {
      throw adjusted(branch.substring("refs/heads/".length()));
    }
    return new Head(branch, resolve(branch));
  }

  /** The original branch, if the checked-out branch is one that git-annex adjusted. */
  public Optional<String> adjustedFrom() throws IOException {
    CommandResult name = run(git("symbolic-ref").options("-q").operands("HEAD").accepting(0, 1));
    return Optional.of(name.text())
        .filter(branch -> branch.startsWith(ADJUSTED))
        .map(branch -> "refs/heads/" + original(branch.substring("refs/heads/".length())));
  }

  private static String original(String adjusted) {
    return adjusted.substring("adjusted/".length()).replaceFirst("\\([^)]*\\)$", "");
  }

  private FailureException adjusted(String branch) {
    String original = original(branch);
    return new FailureException(
        FailureKind.DATASET,
        root.toString(),
        "is on the adjusted branch " + branch + ", where commits do not reach " + original,
        NextStep.of(
            "git -C {} annex sync --no-push --no-pull && git -C {} checkout {}",
            root,
            root,
            original));
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
    return entries(lsTree().operands(commit.hex(), path.value()));
  }

  public List<TreeEntry> entries(ObjectId commit) throws IOException {
    return entries(lsTree().operands(commit.hex()));
  }

  private Command lsTree() {
    return git("ls-tree").options("-r", "-z", "--full-tree");
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
    Map<TrackedPath, ObjectId> objects = new HashMap<>();
    for (String field : run(git("ls-files").options("--stage", "-z")).fieldsOfBytes()) {
      int tab = field.indexOf('\t');
      objects.put(new TrackedPath(field.substring(tab + 1)), new ObjectId(field.split(" ", 3)[1]));
    }
    return objects;
  }

  private List<TreeEntry> entries(Command lsTree) throws IOException {
    List<TreeEntry> entries = new ArrayList<>();
    for (String field : run(lsTree).fieldsOfBytes()) {
      int tab = field.indexOf('\t');
      String[] words = field.substring(0, tab).split(" ");
      entries.add(
          new TreeEntry(
              new TrackedPath(field.substring(tab + 1)),
              EntryMode.parse(words[0]),
              new ObjectId(words[2])));
    }
    return List.copyOf(entries);
  }

  /** The paths at which two commits differ, sorted. */
  public List<TreeDifference> differences(ObjectId from, ObjectId to) throws IOException {
    List<String> fields =
        run(git("diff-tree").options("-r", "-z", "--no-renames").revisions(from.hex(), to.hex()))
            .fieldsOfBytes();
    List<TreeDifference> differences = new ArrayList<>();
    for (int i = 0; i + 1 < fields.size(); i += 2) {
      String[] words = fields.get(i).substring(1).split(" ");
      TrackedPath path = new TrackedPath(fields.get(i + 1));
      differences.add(
          new TreeDifference(
              path, entry(path, words[0], words[2]), entry(path, words[1], words[3])));
    }
    return List.copyOf(differences);
  }

  private static Optional<TreeEntry> entry(TrackedPath path, String mode, String id) {
    return mode.equals(NO_ENTRY)
        ? Optional.empty()
        : Optional.of(new TreeEntry(path, EntryMode.parse(mode), new ObjectId(id)));
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
    return new TreeWriter(start(mktree), commonFolder.resolve("objects"));
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
              commonFolder));
    }
    return false;
  }

  /** Releases the commits that an interrupted move of a branch held. */
  public void releaseHeldCommits() throws IOException {
    RefTransaction.release(this);
  }

  // Forces the name of a loose ref to disk: git forces the content of the file, but not its name.
  void forceName(String ref) throws IOException {
    Path folder = commonFolder.resolve(ref).getParent();
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
    Path lock = commonFolder.resolve("config.lock");
    LockWait wait = LockWait.begin();
    Command set = git("config").options("--local").operands(name, value).accepting(0, LOCKED);
    while (run(set).exitCode() == LOCKED) {
      wait.pauseFor(lock, this);
    }
  }
}
