package io.longshore.collection.leftovers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.session.ChildRecord;
import io.longshore.collection.session.StopRequest;
import io.longshore.dataset.git.DatasetLock;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.dataset.process.TypedCommand;
import io.longshore.ground.FailureException;
import io.longshore.ground.file.KeptFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetLeftoversTest {
  private final Instant weekAgo = Instant.now().minus(Duration.ofDays(7));

  @TempDir Path folder;
  private Path root;
  private Path work;
  private Path downloads;

  @BeforeEach
  void layOut() throws IOException {
    root = folder.resolve("dataset");
    Path imagesOci = Files.createDirectories(root.resolve("images-oci"));
    for (Path repository : List.of(root, imagesOci)) {
      new LocalCommandRunner().run(TypedCommand.of(repository, "git", "init", "-q"));
    }
    work = root.resolve(".git/longshore");
    downloads = Files.createDirectories(imagesOci.resolve(".git/longshore/downloads"));
  }

  @Test
  void whereNothingIsLeftNothingIsFoundOrMade() throws IOException {
    Files.delete(downloads);
    assertTrue(DatasetLeftovers.in(root).isEmpty());
    assertFalse(Files.exists(work));
  }

  @Test
  void partsOfLayersGoByTheirAge() throws IOException {
    Path old = part("a", 100, Duration.ofDays(8));
    Path young = part("b", 10, Duration.ofDays(6));
    assertEquals(List.of(old, young), paths(DatasetLeftovers.in(root).partialDownloads()));
    assertEquals(List.of(), remove(Optional.empty()));
    assertEquals(List.of(old), remove(Optional.of(weekAgo)));
    assertTrue(Files.exists(young));
  }

  @Test
  void whatADeadRunHadUnderWayGoesWhateverItsAge() throws IOException {
    Path staged = Files.createDirectories(work.resolve("staging/image1")).resolve("x.sif");
    Files.write(staged, new byte[1000]);
    Path temporary = Files.write(work.resolve("blob123"), new byte[50]);
    new ChildRecord().begin(work.resolve("children"), Set.of());
    Path part = part("c", 10, Duration.ZERO);

    DatasetLeftovers found = DatasetLeftovers.in(root);
    assertFalse(found.atWork());
    assertEquals(1050, found.deadRuns().stream().mapToLong(KeptFile::size).sum());
    List<Path> gone = remove(Optional.empty());
    assertTrue(gone.containsAll(List.of(work.resolve("staging"), temporary, part)), gone::toString);
    assertTrue(DatasetLeftovers.in(root).isEmpty());
  }

  @Test
  void thePartsOfAKilledRunGoWhateverTheirAge() throws IOException {
    Path part = part("f", 10, Duration.ZERO);
    assertEquals(List.of(), going(Optional.of(weekAgo)));
    Files.createDirectories(work);
    new ChildRecord().begin(work.resolve("children"), Set.of());
    assertEquals(List.of(part), going(Optional.of(weekAgo)));
    assertEquals(List.of(part), remove(Optional.empty()));
  }

  private List<Path> going(Optional<Instant> since) throws IOException {
    return paths(DatasetLeftovers.in(root).unusedSince(since).partialDownloads());
  }

  @Test
  void theFilesOfARunAtWorkAreLeftAlone() throws IOException {
    Files.createDirectories(work.resolve("staging/image1"));
    Path part = part("d", 10, Duration.ofDays(8));
    GitRepository git = GitRepository.containing(root, new LocalCommandRunner());
    try (DatasetLock _ = DatasetLock.acquire(git)) {
      assertThrows(FailureException.class, () -> remove(Optional.of(weekAgo)));
    }
    assertTrue(Files.exists(part));
    assertTrue(Files.exists(work.resolve("staging/image1")));
  }

  @Test
  void aLinkAmongThePartsIsNotFollowed() throws IOException {
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "precious");
    Files.createSymbolicLink(downloads.resolve("e.part"), elsewhere);
    remove(Optional.of(Instant.now().plus(Duration.ofDays(1))));
    assertTrue(Files.exists(elsewhere));
    try (Stream<Path> left = Files.list(downloads)) {
      assertEquals(0, left.count());
    }
  }

  private List<Path> remove(Optional<Instant> since) throws IOException {
    return paths(DatasetLeftovers.remove(root, since, (_, _) -> {}, new StopRequest()));
  }

  private Path part(String name, int size, Duration age) throws IOException {
    Path part = Files.write(downloads.resolve(name + ".part"), new byte[size]);
    return Files.setLastModifiedTime(part, FileTime.from(Instant.now().minus(age)));
  }

  private static List<Path> paths(List<KeptFile> files) {
    return files.stream().map(KeptFile::path).toList();
  }
}
