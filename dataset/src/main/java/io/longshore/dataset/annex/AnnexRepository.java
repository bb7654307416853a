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
 * <p>A process costs 40 to 50 ms, so what is done for each file goes through the long-lived
 * processes opened here. Every method may be called by several threads; git-annex locks its journal
 * against other processes of its own.
 *
 * <p>What git-annex learns (locations, URLs) lies in its journal at once, where every other
 * git-annex process of this repository sees it. Its branch has it when a process that commits ends:
 * {@code registerurl} and {@link #commitRecords} do, {@code setpresentkey} and {@link #setContent}
 * do not. After a crash the next process that commits does it.
 */
public final class AnnexRepository {
  private static final String DEFAULT_BACKEND = "SHA256E";
  // Hashing and moving an image of 20 GB on a slow file system.
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
   * @throws FailureException of kind DATASET if git-annex was never initialised in this clone
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

  /** As {@link #open}; empty if git-annex was never initialised in this clone. */
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
   * Makes {@code git} an annex, or leaves it as it is if it is one. Special remotes that clones
   * shall use are enabled by this.
   *
   * @param description how other clones name this one
   */
  public static AnnexRepository initialise(GitRepository git, String description)
      throws IOException {
    Path annex = git.commonFolder().resolve("annex");
    boolean isNew = Files.notExists(annex);
    git.run(git.git("annex", "init").operands(description));
    if (isNew) {
      // git-annex looks at core.sharedRepository for what it makes in this folder, but not for the
      // folder.
      git.sharedMode().applyToAllIn(annex);
    }
    return open(git);
  }

  public GitRepository git() {
    return git;
  }

  /** This clone's identity in location logs. */
  public UUID uuid() {
    return uuid;
  }

  /**
   * The backend a {@code datalad save} of {@code path} would choose: its {@code annex.backend}
   * attribute, else the configuration ({@code annex.backend}, or {@code annex.backends} as it was
   * called once), else git-annex's own default.
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

  // Until 2018 a list, of which git-annex takes the first; older datasets have it still.
  private Optional<String> firstOfOldSetting() throws IOException {
    return git.configuration("annex.backends").stream()
        .flatMap(list -> Stream.of(list.strip().split("\\s+")))
        .filter(name -> !name.isEmpty())
        .findFirst();
  }

  /**
   * The key a {@code datalad save} of {@code path} would give to content whose digest is known.
   * Nothing is read again where the backend names content by SHA-256.
   *
   * @param staged the content, in a file named as {@code path} is: the extension can be part of the
   *     key. Read only for another backend
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

  // Which part of a name counts as its extension ("--1.2.3.sif": ".3.sif") is git-annex's business.
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
   * Removes content from this clone, without asking whether another has it.
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
   * that is a rename. git-annex does not look at the bytes again: they must have been verified.
   * That the content is here stays in git-annex's journal until {@link #commitRecords}: its branch
   * takes seconds to commit to where it holds a million files.
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
   * Lets git-annex read the content of {@code key} and move it away if it is not what the key says;
   * git-annex then knows that the content is not here. Nothing happens to content that is right.
   *
   * @return the file that holds what was moved away, if anything was
   */
  Path moveBadContent(AnnexKey key) throws IOException {
    Command check =
        git.git("annex", "fsck")
            .options("--quiet")
            .option("--key", key.toString())
            .withSettings(List.of(new GitSetting("annex.alwayscommit", "false")));
    // It fails for each content that is bad, and for each that has too few copies.
    git.run(check.accepting(0, 1).withTimeLimit(CONTENT_TIME_LIMIT));
    return git.commonFolder().resolve("annex/bad").resolve(key.toString());
  }

  /**
   * Lets git-annex commit to its branch all it has been told so far.
   *
   * @param key any; git-annex is asked for metadata it does not have, since the commands that tell
   *     it something leave that in the journal, and asking where it is would start every special
   *     remote
   */
  public void commitRecords(AnnexKey key) throws IOException {
    git.run(
        git.git("annex", "metadata")
            .options("--quiet", "--get", "none")
            .option("--key", key.toString()));
  }

  /**
   * Removes the content of a key from this clone, without asking whether another copy exists: meant
   * for taking back what {@link #setContent} did. Nothing happens if it is not here.
   */
  public void dropContent(AnnexKey key) throws IOException {
    git.run(git.git("annex", "dropkey").options("--force").operands(key.toString()));
  }

  /** Opens a process that tells where keys lie. */
  public KeyLocator openLocator() throws IOException {
    return new KeyLocator(
        git.commonFolder(),
        git.start(git.git("annex", "examinekey").options("--batch", KeyLocator.FORMAT_OPTION)));
  }

  /** Opens a process that records URLs. */
  public UrlRegistrar openUrlRegistrar() throws IOException {
    // An external special remote claims URLs before "web" is asked, and old versions of git-annex
    // then record no location. Taken for read-only, its program is not even started (250 ms).
    List<GitSetting> readOnly =
        RemoteSettings.read(git).externals().stream()
            .map(name -> new GitSetting("remote." + name + ".annex-externaltype", "readonly"))
            .toList();
    Command register =
        git.git("annex", "registerurl")
            .options("--batch", "--json", "--json-error-messages")
            .withSettings(readOnly);
    return new UrlRegistrar(git.root(), git.start(register));
  }

  /** Opens a process that tells and records metadata of keys. */
  public KeyMetadata openMetadata() throws IOException {
    return new KeyMetadata(
        git.root(),
        git.start(
            git.git("annex", "metadata").options("--batch", "--json", "--json-error-messages")));
  }

  /** Opens a process that records where content is. */
  public PresenceRecorder openPresenceRecorder() throws IOException {
    return new PresenceRecorder(
        git.root(), git.start(git.git("annex", "setpresentkey").options("--batch")));
  }
}
