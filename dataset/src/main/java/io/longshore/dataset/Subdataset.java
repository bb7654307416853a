package io.longshore.dataset;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.Head;
import io.longshore.dataset.git.object.BlobWriter;
import io.longshore.dataset.git.object.EntryMode;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.ObjectReader;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TrackedPath;
import io.longshore.dataset.git.object.TreeChange;
import io.longshore.dataset.git.object.TreeEntry;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A dataset at a fixed path inside a superdataset: its state, and the changes that register it in
 * the superdataset.
 */
public final class Subdataset {
  public static final RepositoryPath GITMODULES = new RepositoryPath(".gitmodules");

  private final GitRepository superdataset;
  private final RepositoryPath path;

  public Subdataset(GitRepository superdataset, RepositoryPath path) {
    this.superdataset = superdataset;
    this.path = path;
  }

  public RepositoryPath path() {
    return path;
  }

  Path folder() {
    return path.in(superdataset.root());
  }

  /**
   * @throws FailureException of kind DATASET if something that is not a dataset is at its path
   */
  public SubdatasetState state() throws IOException {
    Optional<ObjectId> link = gitlink();
    if (Files.isSymbolicLink(folder())) {
      throw new FailureException(
          FailureKind.DATASET,
          folder().toString(),
          "is a symbolic link, and nothing is written through those: a subdataset has a folder of"
              + " its own",
          NextStep.of(
              "look where it leads (ls -l {}); to have layers on another disk, remove it, run"
                  + " longshore init {}, and move the git folder alone: mv {} DIR/images-oci.git &&"
                  + " ln -s DIR/images-oci.git {}",
              folder(),
              superdataset.root(),
              folder().resolve(".git"),
              folder().resolve(".git")));
    }
    boolean repository = Files.exists(folder().resolve(".git"));
    if (repository) {
      GitRepository found = GitRepository.at(folder(), superdataset.runner());
      return link.isPresent()
          ? new SubdatasetState.Installed(found, link.get())
          : new SubdatasetState.NotRegistered(found);
    }
    if (link.isPresent()) {
      return new SubdatasetState.NotInstalled(link.get());
    }
    if (!isAbsentOrEmpty(folder())) {
      throw new FailureException(
          FailureKind.DATASET,
          folder().toString(),
          "is in the way: it is no dataset of its own, and " + path + " is to be one",
          "move it elsewhere, then run the same command again");
    }
    return new SubdatasetState.Absent();
  }

  private Optional<ObjectId> gitlink() throws IOException {
    Optional<ObjectId> commit = superdataset.head().commit();
    if (commit.isEmpty()) {
      return Optional.empty();
    }
    return superdataset.entries(commit.get(), path).stream()
        .filter(entry -> entry.mode() == EntryMode.GITLINK)
        .filter(entry -> entry.path().equals(TrackedPath.of(path)))
        .map(TreeEntry::id)
        .findFirst();
  }

  private static boolean isAbsentOrEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return true;
    }
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (DirectoryStream<Path> content = Files.newDirectoryStream(folder)) {
      return !content.iterator().hasNext();
    }
  }

  /** The subdataset, if this clone has it: installed, or made and not registered yet. */
  public Optional<GitRepository> find() throws IOException {
    return switch (state()) {
      case SubdatasetState.Installed installed -> Optional.of(installed.repository());
      case SubdatasetState.NotRegistered found -> Optional.of(found.repository());
      case SubdatasetState.NotInstalled _, SubdatasetState.Absent _ -> Optional.empty();
    };
  }

  /**
   * The installed subdataset.
   *
   * @throws FailureException of kind DATASET if it is not installed, with the command that installs
   *     or makes it
   */
  public GitRepository require() throws IOException {
    return switch (state()) {
      case SubdatasetState.Installed installed -> installed.repository();
      case SubdatasetState.NotRegistered found -> found.repository();
      case SubdatasetState.NotInstalled _ ->
          throw new FailureException(
              FailureKind.DATASET,
              path.value(),
              "is a subdataset that is not installed in this clone",
              NextStep.of(
                  "datalad get -n {} (without DataLad: git submodule update --init {} && git -C {}"
                      + " annex init), then switch it to its branch: git -C {} switch BRANCH",
                  path,
                  path,
                  path,
                  path));
      case SubdatasetState.Absent _ ->
          throw new FailureException(
              FailureKind.DATASET,
              path.value(),
              "does not exist in " + superdataset.root(),
              NextStep.of("longshore init {}", superdataset.root()));
    };
  }

  /**
   * The changes that register this subdataset in a commit of the superdataset: the entry in {@code
   * .gitmodules}, in DataLad's form, and the commit of the subdataset.
   *
   * @param base the parent commit in the superdataset; empty for a first commit
   * @param datasetId id of the subdataset
   * @param url the URL at which clones find the subdataset; if empty, the present URL, or else
   *     {@code ./} and the path
   */
  public List<TreeChange> registration(
      Optional<ObjectId> base,
      ObjectId commit,
      String datasetId,
      Optional<String> url,
      ObjectReader reader,
      BlobWriter writer)
      throws IOException {
    byte[] before = new byte[0];
    if (base.isPresent()) {
      before = reader.file(base.get(), GITMODULES).orElse(before);
    }
    byte[] after = new SubmoduleEntry(path, datasetId, url).in(before);
    return List.of(
        new TreeChange.Put(GITMODULES, EntryMode.FILE, writer.write(after)),
        new TreeChange.Put(path, EntryMode.GITLINK, commit));
  }

  /**
   * Marks the subdataset as active in the configuration of the superdataset's clone, like {@code
   * datalad create}.
   */
  public void activate() throws IOException {
    String section = "submodule." + path;
    if (superdataset.configuration(section + ".active").isEmpty()) {
      superdataset.configure(section + ".active", "true");
    }
    if (superdataset.configuration(section + ".url").isEmpty()) {
      superdataset.configure(section + ".url", SubmoduleEntry.relativeUrl(path));
    }
  }

  /** Whether the subdataset is active in this clone. */
  public boolean isActive() throws IOException {
    String section = "submodule." + path;
    return superdataset.configuration(section + ".active").isPresent()
        && superdataset.configuration(section + ".url").isPresent();
  }

  /**
   * The id of a dataset, from its committed configuration.
   *
   * @throws FailureException of kind DATASET if {@code repository} is not a DataLad dataset
   */
  public static String datasetId(GitRepository repository) throws IOException {
    Head head = repository.head();
    Optional<byte[]> config = Optional.empty();
    if (head.commit().isPresent()) {
      try (ObjectReader reader = repository.openReader()) {
        config = reader.file(head.commit().get(), DataladConfig.PATH);
      }
    }
    Optional<String> id =
        config.isPresent() ? DataladConfig.parse(config.get()).datasetId() : Optional.empty();
    return id.orElseThrow(
        () ->
            new FailureException(
                FailureKind.NOT_A_DATASET,
                repository.root().toString(),
                "is a git repository, but no DataLad dataset: "
                    + DataladConfig.PATH
                    + " names no dataset id",
                NextStep.of("longshore init {}", repository.root())));
  }
}
