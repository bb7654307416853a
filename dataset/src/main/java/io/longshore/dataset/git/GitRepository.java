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
 * A git repository with a work tree, driven through the {@code git} command. Holds no state of the
 * repository, so it is safe for use by several threads as far as git itself is.
 */
public final class GitRepository {
  private static final String NO_ENTRY = "000000";
  private static final int ANSWERS = 4;

  /** The exit code of git config where another holds the lock of the configuration. */
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
   * Opens the repository {@code folder} lies in.
   *
   * @throws FailureException of kind DATASET if there is none, it is bare, or git does not trust
   *     its owner
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
   * Opens the repository whose work tree begins at {@code root}.
   *
   * @throws FailureException as {@link #containing}, and if {@code root} is only a folder in one
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

  /** The folder the work tree begins at, absolute, symbolic links resolved. */
  public Path root() {
    return root;
  }

  /** The root of the repository that has this one as a submodule, if one does. */
  public Optional<Path> superproject() throws IOException {
    String outer = run(git("rev-parse").options("--show-superproject-working-tree")).text();
    return outer.isEmpty() ? Optional.empty() : Optional.of(Path.of(outer));
  }

  /** The repository's own git folder; below {@code .git/modules} or elsewhere for a submodule. */
  public Path gitFolder() {
    return gitFolder;
  }

  /** Where refs and objects are: {@link #gitFolder} but for linked work trees. */
  public Path commonFolder() {
    return commonFolder;
  }

  /** {@link #workFolder}, which may not be there: for who reads, and may not write here perhaps. */
  public Path workPlace() {
    return commonFolder.resolve("longshore");
  }

  /** {@code longshore} in the git folder, made if absent: on the repository's own file system. */
  public Path workFolder() throws IOException {
    return sharedMode().makeFolders(workPlace());
  }

  /** Who may use the git folder; what we make in it gets that mode. */
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
   * A git command on this repository, yet to be run. It takes paths to the letter, and runs nothing
   * that the files of the dataset bring along; see {@link GitConfiguration}.
   *
   * @param words the subcommand
   */
  public Command git(@CompileTimeConstant String... words) {
    return Command.of(root, "git", "--literal-pathspecs")
        .subcommand(words)
        .withSettings(configuration.settings());
  }

  /** What of the user's configuration is set aside, since files of the dataset would run. */
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
   * @throws FailureException of kind DATASET if HEAD points to no branch, or to one that git-annex
   *     adjusted: commits there leave the real branch behind
   */
  public Head head() throws IOException {
    // One process where there is nothing special; this is asked for every image.
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

  /** The branch that git-annex adjusted the one that is checked out from, if it did. */
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

  /** The commit a ref or other revision names. */
  public Optional<ObjectId> resolve(String revision) throws IOException {
    CommandResult found =
        run(
            git("rev-parse")
                .options("--verify", "-q")
                .revisions(revision + "^{commit}")
                .accepting(0, 1));
    return found.exitCode() == 0 ? Optional.of(new ObjectId(found.text())) : Optional.empty();
  }

  /** Whether {@code commit} is {@code other}, or {@code other} descends from it. */
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

  /** Whether the index has a file that matches {@code pattern}, as {@code :(glob)} reads it. */
  public boolean tracksAny(@CompileTimeConstant String pattern) throws IOException {
    Command find =
        Command.of(root, "git", "ls-files")
            .options("-z")
            .operands(":(glob)" + pattern)
            .withSettings(configuration.settings());
    return !run(find).fields().isEmpty();
  }

  /** The objects that the index has, by their paths. */
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

  /** The paths at which two commits do not have the same, in the order of the paths. */
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
   * @param base the commit to build on; empty for a first commit
   */
  public CommitBuilder buildOn(Optional<ObjectId> base) throws IOException {
    return new CommitBuilder(this, base);
  }

  TreeWriter openTreeWriter() throws IOException {
    // A clone that fetches objects when it needs them lacks most of what its trees name.
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
   * Moves a ref from one commit to another in one step. The child learns what to move after it has
   * been told to the {@link io.longshore.dataset.process.ChildObserver}, and moves nothing if what
   * it learns is cut off.
   *
   * @param from empty if the ref must not exist yet
   * @param reason what the reflog shall say
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

  /** Lets go of commits that a move of a branch held, which then was broken off. */
  public void releaseHeldCommits() throws IOException {
    RefTransaction.release(this);
  }

  // git forces the file it writes, not the name it then gives it.
  void forceName(String ref) throws IOException {
    Path folder = commonFolder.resolve(ref).getParent();
    if (Files.isDirectory(folder)) {
      Disk.force(folder);
    }
  }

  /** Of all settings that were in force when this repository was opened. */
  public Digest configurationDigest() {
    return configuration.digest();
  }

  /**
   * What HEAD and the branches named {@code branch}, of this clone and of its remotes, point to: a
   * line for each that is there.
   */
  public List<String> tips(@CompileTimeConstant String branch) throws IOException {
    Command show = git("show-ref").options("--head").operands("HEAD", branch).accepting(0, 1);
    return run(show).lines();
  }

  /** A setting of git-annex, as it was when this repository was opened. */
  public Optional<String> annexSettingAtOpening(String name) {
    return Optional.ofNullable(configuration.annex().get(name));
  }

  /** A value of the configuration in force here. */
  public Optional<String> configuration(String name) throws IOException {
    CommandResult found = run(git("config").options("--get").operands(name).accepting(0, 1));
    return found.exitCode() == 0 ? Optional.of(found.text()) : Optional.empty();
  }

  /** The values in force here of all settings whose names, in lower case, match. */
  public Map<String, String> configurations(String pattern) throws IOException {
    Command list = git("config").options("-z", "--get-regexp").operands(pattern).accepting(0, 1);
    Map<String, String> values = new LinkedHashMap<>();
    for (String field : run(list).fields()) {
      String[] setting = field.split("\n", 2);
      values.put(setting[0], setting.length == 2 ? setting[1] : "true");
    }
    return values;
  }

  /** Sets a value in this repository's own configuration, when other gits let it. */
  public void configure(String name, String value) throws IOException {
    Path lock = commonFolder.resolve("config.lock");
    LockWait wait = LockWait.begin();
    Command set = git("config").options("--local").operands(name, value).accepting(0, LOCKED);
    while (run(set).exitCode() == LOCKED) {
      wait.pauseFor(lock, this);
    }
  }
}
