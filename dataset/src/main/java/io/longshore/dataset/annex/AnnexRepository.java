package io.longshore.dataset.annex;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.GitSetting;
import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The annex of a repository, driven through the {@code git annex} command.
 *
 * <p>A process costs 40 to 50 ms, so work on many files uses the long-lived processes opened here.
 * Every method may be called by several threads; git-annex locks its journal against its other
 * processes.
 *
 * <p>New records (locations, URLs) are in git-annex's journal at once, where every other git-annex
 * process of this repository sees them. They are on git-annex's branch when a committing process
 * ends: {@code registerurl} and {@link #commitRecords} commit, {@code setpresentkey} and {@link
 * #setContent} do not. After a crash the next committing process commits them.
 */
public final class AnnexRepository {
  private static final String DEFAULT_BACKEND = "SHA256E";
  // Enough for hashing and moving an image of 20 GB on a slow file system.
  private static final Duration CONTENT_TIME_LIMIT = Duration.ofHours(6);
  private static final List<GitSetting> WITHOUT_RECORDING =
      List.of(
          new GitSetting("annex.verify", "false"), new GitSetting("annex.alwayscommit", "false"));

  private final GitRepository git;
  private final UUID uuid;

  private AnnexRepository(GitRepository git, UUID uuid) {
    this.git = git;
    this.uuid = uuid;
  }

  /**
   * @throws FailureException of kind DATASET if this clone is not initialised for git-annex
   */
  public static AnnexRepository open(GitRepository git) throws IOException {
    return find(git)
        .orElseThrow(
            () ->
                new FailureException(
                    FailureKind.NOT_A_DATASET,
                    git.root().toString(),
                    "is a git repository, but git-annex was not initialised in it",
                    NextStep.of("git -C {} annex init", git.root())));
  }

  /** The annex of {@code git}; empty if this clone is not initialised for git-annex. */
  public static Optional<AnnexRepository> find(GitRepository git) throws IOException {
    Optional<String> known = git.annexSettingAtOpening("annex.uuid");
    if (known.isPresent() && git.annexSettingAtOpening("annex.version").isPresent()) {
      return Optional.of(new AnnexRepository(git, UUID.fromString(known.get())));
    }
    Map<String, String> found = git.configurations("^annex\\.(uuid|version)$");
    return found.keySet().containsAll(List.of("annex.uuid", "annex.version"))
        ? Optional.of(new AnnexRepository(git, UUID.fromString(found.get("annex.uuid"))))
        : Optional.empty();
  }

  /**
   * Initialises {@code git} for git-annex, unless it is initialised already. This enables special
   * remotes that are marked for automatic use.
   *
   * @param description the name that other clones show for this one
   */
  public static AnnexRepository initialise(GitRepository git, String description)
      throws IOException {
    Path annex = git.commonFolder().resolve("annex");
    boolean isNew = Files.notExists(annex);
    git.run(git.git("annex", "init").operands(description));
    if (isNew) {
      // git-annex applies core.sharedRepository to files in this folder, but not to the folder
      // itself.
      git.sharedMode().applyToAllIn(annex);
    }
    return open(git);
  }

  public GitRepository git() {
    return git;
  }

  /** The UUID of this clone in location logs. */
  public UUID uuid() {
    return uuid;
  }

  /**
   * The backend that {@code datalad save} would choose for {@code path}: the {@code annex.backend}
   * attribute, else the configuration ({@code annex.backend}, or its old name {@code
   * annex.backends}), else git-annex's default.
   */
  public String backendFor(RepositoryPath path) throws IOException {
    List<String> fields =
        git.run(git.git("check-attr").options("-z", "annex.backend").operands(path.value()))
            .fields();
    String attribute = fields.get(2);
    if (!attribute.equals("unspecified") && !attribute.equals("unset") && !attribute.isEmpty()) {
      return attribute;
    }
    Optional<String> configured = git.configuration("annex.backend");
    return configured.isPresent() ? configured.get() : firstOfOldSetting().orElse(DEFAULT_BACKEND);
  }

  // Until 2018 the setting was a list, of which git-annex used the first entry. Older datasets
  // still have it.
  private Optional<String> firstOfOldSetting() throws IOException {
    return git.configuration("annex.backends").stream()
        .flatMap(list -> Stream.of(list.strip().split("\\s+")))
        .filter(name -> !name.isEmpty())
        .findFirst();
  }

  /**
   * The key that {@code datalad save} would give the content at {@code path}, whose digest is
   * known. Backends that name content by SHA-256 do not need to read it again.
   *
   * @param staged a file with the content and the same name as {@code path}, since the extension
   *     can be part of the key; read only for other backends
   */
  public AnnexKey keyFor(RepositoryPath path, Digest digest, long size, Path staged)
      throws IOException {
    if (!path.fileName().equals(String.valueOf(staged.getFileName()))) {
      throw new IllegalArgumentException(staged + " is not named as " + path + " is");
    }
    String backend = backendFor(path);
    return switch (backend) {
      case "SHA256" -> AnnexKey.ofBlob(digest, size);
      case "SHA256E" -> withExtension(AnnexKey.ofBlob(digest, size), path.fileName());
      default -> calculateKey(staged, backend);
    };
  }

  // git-annex decides which part of a name is its extension ("--1.2.3.sif": ".3.sif").
  private AnnexKey withExtension(AnnexKey key, String fileName) throws IOException {
    Command examine =
        git.git("annex", "examinekey")
            .options("--migrate-to-backend=SHA256E", "--format=${key}")
            .option("--filename", fileName)
            .operands(key.toString());
    return AnnexAnswers.key(examine, git.run(examine));
  }

  private AnnexKey calculateKey(Path staged, String backend) throws IOException {
    Command calculate =
        git.git("annex", "calckey")
            .option("--backend", backend)
            .operands(staged.toAbsolutePath().toString())
            .withTimeLimit(CONTENT_TIME_LIMIT);
    return AnnexAnswers.key(calculate, git.run(calculate));
  }

  /**
   * Drops content from this clone without checking that another copy exists.
   *
   * @throws FailureException of kind TOOL if git-annex refuses
   */
  public void dropContent(List<AnnexKey> keys) throws IOException {
    if (keys.isEmpty()) {
      return;
    }
    git.run(
        git.git("annex", "dropkey")
            .options("--quiet", "--force")
            .operands(keys.stream().map(AnnexKey::toString).toList()));
  }

  /**
   * Moves {@code file} into the annex as the content of {@code key}. On the annex's own file system
   * this is a rename. git-annex does not verify the bytes, so the caller must have verified them.
   * The record that the content is here stays in git-annex's journal until {@link #commitRecords},
   * because a commit to a branch with a million files takes seconds.
   *
   * @throws FailureException of kind TOOL if git-annex refuses; {@code file} is then still there
   */
  public void setContent(AnnexKey key, Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Command setKey =
        git.git("annex", "setkey")
            .operands(key.toString(), file.toAbsolutePath().toString())
            .withSettings(WITHOUT_RECORDING);
    git.run(setKey.withTimeLimit(CONTENT_TIME_LIMIT));
  }

  /**
   * Makes git-annex verify the content of {@code key}. Content that does not match is moved away,
   * and git-annex records that the clone lacks it.
   *
   * @return the path of content that was moved away, whether or not there is such a file
   */
  Path moveBadContent(AnnexKey key) throws IOException {
    Command check =
        git.git("annex", "fsck")
            .options("--quiet")
            .option("--key", key.toString())
            .withSettings(List.of(new GitSetting("annex.alwayscommit", "false")));
    // Exit code 1 means that the content is bad or has too few copies.
    git.run(check.accepting(0, 1).withTimeLimit(CONTENT_TIME_LIMIT));
    return git.commonFolder().resolve("annex/bad").resolve(key.toString());
  }

  /**
   * Makes git-annex commit its journal to its branch.
   *
   * @param key any key; its metadata is queried, because the recording commands leave their records
   *     in the journal, and a query for locations would start every special remote
   */
  public void commitRecords(AnnexKey key) throws IOException {
    git.run(
        git.git("annex", "metadata")
            .options("--quiet", "--get", "none")
            .option("--key", key.toString()));
  }

  /**
   * Drops the content of a key from this clone without checking that another copy exists, to undo
   * {@link #setContent}. Nothing happens if the content is not here.
   */
  public void dropContent(AnnexKey key) throws IOException {
    git.run(git.git("annex", "dropkey").options("--force").operands(key.toString()));
  }

  /** Opens a process that tells the paths of keys' contents. */
  public KeyLocator openLocator() throws IOException {
    return new KeyLocator(
        git.commonFolder(),
        git.start(git.git("annex", "examinekey").options("--batch", KeyLocator.FORMAT_OPTION)));
  }

  /** Opens a process that records URLs. */
  public UrlRegistrar openUrlRegistrar() throws IOException {
    // External special remotes can claim URLs before "web", and old versions of git-annex then
    // record no location.
    Command register =
        git.git("annex", "registerurl")
            .options("--batch", "--json", "--json-error-messages")
            .withSettings(RemoteSettings.read(git).externalsReadOnly());
    return new UrlRegistrar(git.root(), git.start(register));
  }

  /** Opens a process that reads and records metadata of keys. */
  public KeyMetadata openMetadata() throws IOException {
    return new KeyMetadata(
        git.root(),
        git.start(
            git.git("annex", "metadata").options("--batch", "--json", "--json-error-messages")));
  }

  /** Opens a process that records locations of content. */
  public PresenceRecorder openPresenceRecorder() throws IOException {
    return new PresenceRecorder(
        git.root(), git.start(git.git("annex", "setpresentkey").options("--batch")));
  }
}
