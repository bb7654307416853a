package io.longshore.dataset.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.Scratch;
import io.longshore.dataset.process.ChildObserver;
import io.longshore.dataset.process.Command;
import io.longshore.oci.FailureException;
import io.longshore.oci.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitBuilderTest {
  @TempDir Path folder;
  private Scratch scratch;
  private GitRepository repository;
  private Optional<ObjectId> base;

  @BeforeEach
  void makeRepository() throws IOException {
    scratch = new Scratch(folder.toRealPath());
    repository = scratch.repository("ours");
    scratch.write(repository, "kept", "kept\n");
    scratch.write(repository, "old/image", "old\n");
    scratch.write(repository, "changed", "before\n");
    scratch.commitAll(repository, "first");
    base = repository.head().commit();
  }

  private static RepositoryPath path(String path) {
    return RepositoryPath.of(path);
  }

  private List<TreeChange> changes() throws IOException {
    try (BlobWriter writer = repository.openWriter()) {
      ObjectId text = writer.write("after\n");
      return List.of(
          new TreeChange.Put(path("changed"), EntryMode.FILE, text),
          new TreeChange.Put(path("new/script"), EntryMode.EXECUTABLE, text),
          new TreeChange.Put(path("new/link ☂"), EntryMode.SYMBOLIC_LINK, writer.write("script")),
          new TreeChange.Remove(path("old/image")),
          new TreeChange.Remove(path("never/there")));
    }
  }

  private ObjectId publish(List<TreeChange> changes) throws IOException {
    try (CommitBuilder builder = repository.buildOn(base);
        ObjectReader reader = repository.openReader()) {
      ObjectId commit = builder.commit(changes, "subject\n\nbody\n");
      assertTrue(repository.compareAndSwap("refs/heads/master", base, commit, "publish"));
      repository.workTree().advance(base, commit, reader);
      return commit;
    }
  }

  @Test
  void nothingIsVisibleUntilTheRefMoves() throws IOException {
    try (CommitBuilder builder = repository.buildOn(base)) {
      builder.commit(changes(), "unseen\n");
    }
    assertEquals(base, repository.head().commit());
    assertEquals(List.of(), repository.workTree().status());
    assertEquals(List.of(), List.of(repository.workFolder().toFile().list()));
  }

  @Test
  void aPublishedCommitHasTheChangesAndTheWorkTreeFollows() throws IOException {
    ObjectId commit = publish(changes());
    assertEquals(
        "subject\n\nbody",
        scratch.run(repository.root(), "git", "log", "-1", "--format=%B").strip());
    assertEquals(
        List.of("changed", "kept", "new/link ☂", "new/script"),
        repository.entries(commit).stream().map(entry -> entry.path().value()).sorted().toList());
    assertEquals("after\n", Files.readString(repository.root().resolve("changed")));
    assertEquals(
        Path.of("script"), Files.readSymbolicLink(repository.root().resolve("new/link ☂")));
    assertTrue(Files.isExecutable(repository.root().resolve("new/script")));
    assertTrue(Files.notExists(repository.root().resolve("old")));
    assertEquals(List.of(), repository.workTree().status());
    assertEquals("", scratch.run(repository.root(), "git", "fsck", "--strict", "--no-dangling"));
  }

  @Test
  void commitsOfOneBuilderFollowEachOther() throws IOException {
    try (BlobWriter writer = repository.openWriter();
        CommitBuilder builder = repository.buildOn(base)) {
      ObjectId blob = writer.write("x");
      ObjectId one =
          builder.commit(List.of(new TreeChange.Put(path("one"), EntryMode.FILE, blob)), "one\n");
      ObjectId two =
          builder.commit(List.of(new TreeChange.Put(path("two"), EntryMode.FILE, blob)), "two\n");
      assertEquals(Optional.of(two), builder.tip());
      assertEquals(Optional.of(one), repository.resolve(two + "~1"));
      assertEquals(base, repository.resolve(two + "~2"));
      assertEquals(
          List.of(path("two")),
          repository.changedEntries(one, two).stream().map(TreeEntry::path).toList());
    }
  }

  @Test
  void aFileGivesWayToAFolderAndAFolderToAFile() throws IOException {
    try (BlobWriter writer = repository.openWriter()) {
      ObjectId blob = writer.write("x");
      publish(
          List.of(
              new TreeChange.Put(path("kept/inside"), EntryMode.FILE, blob),
              new TreeChange.Put(path("old"), EntryMode.FILE, blob)));
    }
    assertEquals("x", Files.readString(repository.root().resolve("kept/inside")));
    assertEquals("x", Files.readString(repository.root().resolve("old")));
    assertEquals(List.of(), repository.workTree().status());
  }

  @Test
  void aMissingBlobIsRefused() throws IOException {
    ObjectId absent = new ObjectId("0123456789012345678901234567890123456789");
    try (CommitBuilder builder = repository.buildOn(base)) {
      assertThrows(
          FailureException.class,
          () ->
              builder.commit(
                  List.of(new TreeChange.Put(path("x"), EntryMode.FILE, absent)), "no\n"));
    }
  }

  @Test
  void whatSomeoneChangedMeanwhileIsNotOverwritten() throws IOException {
    List<TreeChange> changes = changes();
    scratch.write(repository, "changed", "someone's work\n");
    FailureException failure = assertThrows(FailureException.class, () -> publish(changes));
    assertEquals(FailureKind.DATASET, failure.kind());
    assertEquals("someone's work\n", Files.readString(repository.root().resolve("changed")));
    assertTrue(Files.exists(repository.root().resolve("old/image")));
    assertTrue(Files.notExists(repository.root().resolve("new")));
  }

  @Test
  void untrackedFilesInTheWayAreNotOverwritten() throws IOException {
    List<TreeChange> changes = changes();
    scratch.write(repository, "new/script", "mine\n");
    assertThrows(FailureException.class, () -> publish(changes));
    assertEquals("mine\n", Files.readString(repository.root().resolve("new/script")));
  }

  @Test
  void changesElsewhereAreNoObstacleAndStay() throws IOException {
    scratch.write(repository, "kept", "edited\n");
    publish(changes());
    assertEquals("edited\n", Files.readString(repository.root().resolve("kept")));
    assertEquals(
        List.of(new StatusEntry("kept", StatusEntry.Kind.CHANGED)), repository.workTree().status());
  }

  @Test
  void aTouchedButUnchangedFileIsNoObstacle() throws IOException {
    List<TreeChange> changes = changes();
    Files.setLastModifiedTime(
        repository.root().resolve("changed"), java.nio.file.attribute.FileTime.fromMillis(1000));
    publish(changes);
    assertEquals(List.of(), repository.workTree().status());
  }

  @Test
  void cleanlinessIsAskedForPathsOrForAll() throws IOException {
    scratch.write(repository, "new file*", "x");
    repository.workTree().requireClean(List.of(path("kept"), path("new")));
    FailureException failure =
        assertThrows(FailureException.class, () -> repository.workTree().requireClean(List.of()));
    assertTrue(failure.problem().endsWith("not committed: new file*"), failure::problem);
    assertEquals(
        List.of(new StatusEntry("new file*", StatusEntry.Kind.UNTRACKED)),
        repository.workTree().status(List.of(path("new file*"))));
  }

  @Test
  void theNumberOfProcessesDoesNotDependOnTheNumberOfChanges() throws IOException {
    AtomicInteger processes = new AtomicInteger();
    GitRepository counted =
        GitRepository.at(
            repository.root(),
            scratch.runner(
                new ChildObserver() {
                  @Override
                  public void started(ProcessHandle child, Command command) {
                    processes.incrementAndGet();
                  }

                  @Override
                  public void ended(ProcessHandle child) {}
                }));
    try (BlobWriter writer = counted.openWriter();
        ObjectReader reader = counted.openReader()) {
      processes.set(0);
      List<TreeChange> many = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        many.add(
            new TreeChange.Put(path("many/" + i), EntryMode.FILE, writer.write("number " + i)));
      }
      try (CommitBuilder builder = counted.buildOn(base)) {
        ObjectId commit = builder.commit(many, "many\n");
        assertEquals(4, processes.get());
        assertTrue(counted.compareAndSwap("refs/heads/master", base, commit, "many"));
        counted.workTree().advance(base, commit, reader);
        assertEquals(7, processes.get());
      }
    }
    assertEquals(List.of(), repository.workTree().status());
  }
}
