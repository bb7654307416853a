package io.longshore.collection.setup;

import io.longshore.collection.Collection;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.DatasetCompletion;
import io.longshore.dataset.DatasetCreation;
import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.Identity;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandResult;
import io.longshore.dataset.process.CommandRunner;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Makes the superdataset of a new collection. Every step may be repeated. */
public final class NewCollection {
  private static final RepositoryPath ATTRIBUTES = new RepositoryPath(".gitattributes");

  // Images are annexed by their content. Files that people and DataLad write, which git compares,
  // are not annexed.
  private static final String ATTRIBUTES_TEXT =
      """
      * annex.backend=SHA256E
      **/.git* annex.largefiles=nothing
      /.datalad/** annex.largefiles=nothing
      /scripts/** annex.largefiles=nothing
      *.md annex.largefiles=nothing
      """;

  private NewCollection() {}

  /**
   * The superdataset at {@code folder}; a new repository if there is none.
   *
   * @param exactly whether {@code folder} must be the root; otherwise it may be any folder of the
   *     dataset
   * @throws FailureException of kind DATASET if {@code folder} must be a root but is inside another
   *     dataset
   */
  public static GitRepository repositoryAt(Path folder, boolean exactly, CommandRunner runner)
      throws IOException {
    Optional<Path> around = repositoryAround(existingAncestor(folder), runner);
    if (around.isPresent()) {
      boolean isRoot = Files.isDirectory(folder) && Files.isSameFile(around.get(), folder);
      if (exactly && !isRoot) {
        throw inside(folder, around.get());
      }
      return Collection.superdatasetAt(folder, runner);
    }
    Files.createDirectories(folder);
    requireIdentity(folder, runner);
    runner.run(Command.of(folder, "git", "init").options("--quiet"));
    return GitRepository.at(folder, runner);
  }

  /**
   * Turns a git repository into an annex and a DataLad dataset.
   *
   * @return whether it was not a dataset before
   */
  public static boolean complete(GitRepository git) throws IOException {
    Identity.require(git);
    Identity.requireSignature(git);
    if (git.configuration("annex.uuid").isEmpty()) {
      AnnexRepository.initialise(git, git.root().getFileName().toString());
    }
    Optional<ObjectId> commit = git.head().commit();
    if (commit.isEmpty()) {
      DatasetCreation.commitFirst(git, NewCollection::content);
      return true;
    }
    return DataladConfig.at(git, commit.get()).datasetId().isEmpty();
  }

  private static DatasetCompletion content(DatasetCompletion dataset) throws IOException {
    return dataset.identity().lines(ATTRIBUTES, ATTRIBUTES_TEXT);
  }

  private static FailureException inside(Path folder, Path dataset) {
    return new FailureException(
        FailureKind.DATASET,
        folder.toString(),
        "lies in the dataset " + dataset,
        NextStep.of(
            "to prepare that one: longshore init {}; to make a subdataset of it first: datalad"
                + " create -d {} {}",
            dataset,
            dataset,
            folder));
  }

  private static Path existingAncestor(Path folder) {
    Path existing = folder.toAbsolutePath().normalize();
    while (!Files.isDirectory(existing)) {
      existing = existing.getParent();
    }
    return existing;
  }

  private static Optional<Path> repositoryAround(Path folder, CommandRunner runner)
      throws IOException {
    Command find = Command.of(folder, "git", "rev-parse").options("--show-toplevel");
    CommandResult found = runner.run(find.accepting(0, 128));
    if (found.exitCode() == 0) {
      return Optional.of(Path.of(found.text()));
    }
    if (!found.errors().contains("not a git repository")) {
      // There is a repository; this call reports why git does not open it.
      return Optional.of(GitRepository.containing(folder, runner).root());
    }
    return Optional.empty();
  }

  // Checks the identity before the folder becomes a repository in which the user cannot commit.
  private static void requireIdentity(Path folder, CommandRunner runner) throws IOException {
    Command ask = Command.of(folder, "git", "var", "GIT_COMMITTER_IDENT");
    if (runner.run(ask.accepting(0, 1, 128)).exitCode() != 0) {
      throw Identity.unknown(folder);
    }
  }
}
