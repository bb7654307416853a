package io.longshore.collection.leftovers;

import io.longshore.collection.Collection;
import io.longshore.collection.session.DatasetSession;
import io.longshore.collection.session.Notices;
import io.longshore.collection.session.StopRequest;
import io.longshore.collection.session.WorkFiles;
import io.longshore.dataset.git.DatasetLock;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.ground.file.KeptFile;
import io.longshore.ground.file.KeptFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What runs left in a collection.
 *
 * @param partialDownloads parts of layers. The next run goes on with the parts of a run that ended
 *     by itself, and removes the parts of a run that was killed
 * @param deadRuns files that a run had under way: nobody goes on with them
 * @param killed whether a run has not ended by itself, and no other has begun since
 * @param atWork whether a run is at work; all these files are its files then
 */
public record DatasetLeftovers(
    List<KeptFile> partialDownloads, List<KeptFile> deadRuns, boolean killed, boolean atWork) {
  public DatasetLeftovers {
    partialDownloads = List.copyOf(partialDownloads);
    deadRuns = List.copyOf(deadRuns);
  }

  /**
   * Looks, and changes nothing.
   *
   * @param dataset a folder in the superdataset
   */
  public static DatasetLeftovers in(Path dataset) throws IOException {
    return in(Collection.superdatasetAt(dataset, new LocalCommandRunner()));
  }

  private static DatasetLeftovers in(GitRepository superdataset) throws IOException {
    List<KeptFile> deadRuns = new ArrayList<>();
    List<KeptFile> parts = new ArrayList<>();
    Optional<GitRepository> imagesOci = Collection.imagesOciOf(superdataset).find();
    for (GitRepository repository :
        Stream.concat(Stream.of(superdataset), imagesOci.stream()).toList()) {
      for (Path file : WorkFiles.ofOneRun(repository)) {
        KeptFile.measured(file).ifPresent(deadRuns::add);
      }
      for (Path part : filesIn(WorkFiles.downloads(repository))) {
        KeptFile.measured(part).ifPresent(parts::add);
      }
    }
    parts.sort(Comparator.comparing(KeptFile::lastUse));
    return new DatasetLeftovers(
        parts, deadRuns, WorkFiles.ofKilledRun(superdataset), DatasetLock.isHeld(superdataset));
  }

  /**
   * Settles what a dead run left, as every run does before it begins, and removes parts of layers.
   *
   * @param dataset a folder in the superdataset
   * @param unusedSince parts that nobody has gone on with since then go; none if empty
   * @return what is gone
   * @throws io.longshore.ground.FailureException of kind DATASET if a run is at work
   */
  public static List<KeptFile> remove(
      Path dataset, Optional<Instant> unusedSince, Notices notices, StopRequest stop)
      throws IOException {
    DatasetSession session = new DatasetSession(stop);
    GitRepository superdataset = session.superdatasetAt(dataset);
    DatasetLeftovers before = in(superdataset);
    try (DatasetSession.Exclusive _ = session.begin(superdataset, notices)) {
      // Another run may have gone on with a part until the lock was free.
      KeptFiles.delete(in(superdataset).old(unusedSince));
    }
    return Stream.concat(before.deadRuns.stream(), before.partialDownloads.stream())
        .filter(file -> Files.notExists(file.path(), LinkOption.NOFOLLOW_LINKS))
        .toList();
  }

  /** What {@link #remove} would remove now. */
  public DatasetLeftovers unusedSince(Optional<Instant> time) {
    return new DatasetLeftovers(killed ? partialDownloads : old(time), deadRuns, killed, atWork);
  }

  public boolean isEmpty() {
    return partialDownloads.isEmpty() && deadRuns.isEmpty();
  }

  private List<KeptFile> old(Optional<Instant> unusedSince) {
    return partialDownloads.stream()
        .filter(part -> unusedSince.filter(part.lastUse()::isBefore).isPresent())
        .toList();
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }
}
