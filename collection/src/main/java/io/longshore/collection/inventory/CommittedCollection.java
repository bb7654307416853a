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
import io.longshore.ground.NextStep;
import io.longshore.ground.concurrent.Meanwhile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The committed files of both repositories of a collection. Each repository is opened once, because
 * listing its files takes several git processes.
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

  /**
   * Opens both repositories, the superdataset at {@code commit}.
   *
   * @throws FailureException as {@link #atHead}
   */
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
      // The first failure is thrown.
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

  /** The files of images-oci; empty if this clone has no images-oci or it has no commit. */
  public Optional<CommittedFiles> imagesOci() {
    return imagesOci;
  }

  /** Whether images-oci is installed in this clone. */
  public boolean isImagesOciInstalled() {
    return installed;
  }

  /** Whether there are layouts, and this clone has none of them. */
  public boolean lacksLayouts() {
    return !installed && namesImagesOci();
  }

  /** The command that installs images-oci in this clone. */
  public static NextStep installation() {
    return NextStep.of(
        "datalad get -n images-oci (without DataLad: git submodule update --init images-oci)");
  }

  /** Whether the superdataset has images-oci as a subdataset. */
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
