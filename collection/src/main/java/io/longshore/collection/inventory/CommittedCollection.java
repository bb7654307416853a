package io.longshore.collection.inventory;

import io.longshore.collection.Collection;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.plan.Layouts;
import io.longshore.collection.plan.PlanGround;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.FailureException;
import io.longshore.ground.concurrent.Meanwhile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Both repositories of a collection as committed, opened once for all that is read of them: to list
 * what one holds takes several processes of git.
 */
public final class CommittedCollection implements PlanGround, AutoCloseable {
  private final CommittedFiles superdataset;
  private final Optional<CommittedFiles> imagesOci;
  private final boolean installed;

  private CommittedCollection(CommittedFiles superdataset, Optional<CommittedFiles> imagesOci) {
    this.superdataset = superdataset;
    this.imagesOci = imagesOci;
    this.installed = Files.exists(folder(superdataset.git()).resolve(".git"));
  }

  /**
   * @throws FailureException of kind DATASET if nothing is committed yet
   */
  public static CommittedCollection atHead(GitRepository superdataset) throws IOException {
    return open(superdataset, Optional.empty());
  }

  /** As {@link #atHead}, with the superdataset as it is at a commit. */
  public static CommittedCollection at(GitRepository superdataset, ObjectId commit)
      throws IOException {
    return open(superdataset, Optional.of(commit));
  }

  private static CommittedCollection open(GitRepository git, Optional<ObjectId> commit)
      throws IOException {
    Meanwhile<Optional<CommittedFiles>> imagesOci =
        Meanwhile.begin("images-oci", () -> imagesOci(git));
    try {
      CommittedFiles superdataset =
          commit.isPresent() ? CommittedFiles.at(git, commit.get()) : CommittedFiles.atHead(git);
      try {
        return new CommittedCollection(superdataset, imagesOci.result());
      } catch (IOException e) {
        superdataset.close();
        throw e;
      }
    } catch (IOException e) {
      closeWhenOpen(imagesOci);
      throw e;
    }
  }

  private static void closeWhenOpen(Meanwhile<Optional<CommittedFiles>> imagesOci) {
    try {
      Optional<CommittedFiles> opened = imagesOci.result();
      if (opened.isPresent()) {
        opened.get().close();
      }
    } catch (IOException e) {
      // What failed first is told.
    }
  }

  private static Optional<CommittedFiles> imagesOci(GitRepository superdataset) throws IOException {
    Path folder = folder(superdataset);
    if (!Files.exists(folder.resolve(".git"))) {
      return Optional.empty();
    }
    return CommittedFiles.find(GitRepository.at(folder, superdataset.runner()));
  }

  private static Path folder(GitRepository superdataset) {
    return Collection.IMAGES_OCI.in(superdataset.root());
  }

  public CommittedFiles superdataset() {
    return superdataset;
  }

  /** Empty if there is none in this clone, or nothing is committed in it. */
  public Optional<CommittedFiles> imagesOci() {
    return imagesOci;
  }

  /** Whether images-oci is a repository in this clone. */
  public boolean isImagesOciInstalled() {
    return installed;
  }

  /** Whether the superdataset has it as a subdataset. */
  public boolean namesImagesOci() {
    return superdataset.isSubdataset(Collection.IMAGES_OCI);
  }

  @Override
  public Path root() {
    return superdataset.git().root();
  }

  @Override
  public SequencedCollection<RepositoryPath> paths() {
    return superdataset.paths();
  }

  @Override
  public byte[] content(RepositoryPath path) throws IOException {
    return superdataset.content(superdataset.entry(path).orElseThrow());
  }

  @Override
  public DataladConfig configuration() throws IOException {
    return superdataset.configuration();
  }

  @Override
  public Optional<Set<String>> layouts() {
    if (installed) {
      return Optional.of(imagesOci.map(CommittedCollection::layoutsIn).orElse(Set.of()));
    }
    return namesImagesOci() ? Optional.empty() : Optional.of(Set.of());
  }

  private static Set<String> layoutsIn(CommittedFiles imagesOci) {
    return Layouts.in(imagesOci.paths()).stream()
        .map(ImageNames::layout)
        .collect(Collectors.toSet());
  }

  @Override
  public void close() throws IOException {
    try {
      if (imagesOci.isPresent()) {
        imagesOci.get().close();
      }
    } finally {
      superdataset.close();
    }
  }
}
