package io.longshore.dataset.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.Scratch;
import io.longshore.dataset.git.object.BlobWriter;
import io.longshore.dataset.git.object.EntryMode;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TreeChange;
import io.longshore.dataset.process.ChildObserver;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.TypedCommand;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
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

  @Test
  void anotherGitMayMoveObjectsIntoPacksMeanwhile() throws IOException {
    try (CommitBuilder builder = repository.buildOn(base)) {
      ObjectId first = builder.commit(changes(), "first\n");
      repository.run(
          TypedCommand.git(repository.root(), "update-ref", "refs/heads/kept", first.hex()));
      repository.run(TypedCommand.git(repository.root(), "gc", "--quiet", "--prune=now"));
      builder.startFrom(Optional.of(first));
      ObjectId second = builder.commit(List.of(new TreeChange.Remove(path("kept"))), "second\n");
      assertEquals(
          List.of("changed", "new/link ☂", "new/script"),
          repository.entries(second).stream().map(entry -> entry.path().toString()).toList());
    }
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
    try (CommitBuilder builder = repository.buildOn(base)) {
      ObjectId commit = builder.commit(changes, "subject\n\nbody\n");
      Scratch.publish(repository, base, commit);
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
    assertEquals(List.of("changed", "kept", "new/link ☂", "new/script"), names(commit));
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
          repository.differences(one, two).stream()
              .flatMap(difference -> difference.after().stream())
              .flatMap(entry -> entry.path().ours().stream())
              .toList());
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
  void whatLiesBelowAFolderIsRemovedAndTheFoldersThatAreEmptyThen() throws IOException {
    scratch.write(repository, "old/deep/er/file", "x");
    scratch.write(repository, "beside/one", "x");
    scratch.write(repository, "beside/two", "x");
    scratch.commitAll(repository, "more");
    base = repository.head().commit();
    ObjectId commit =
        publish(
            List.of(
                new TreeChange.RemoveFolder(path("old/deep")),
                new TreeChange.Remove(path("old/image")),
                new TreeChange.Remove(path("beside/one")),
                // Neither is what it would have to be.
                new TreeChange.Remove(path("beside")),
                new TreeChange.RemoveFolder(path("kept")),
                new TreeChange.RemoveFolder(path("never/there"))));
    assertEquals(List.of("beside/two", "changed", "kept"), names(commit));
    assertEquals(List.of(), repository.workTree().status());
  }

  @Test
  void aCommitMayHaveNothingLeft() throws IOException {
    ObjectId commit =
        publish(
            List.of(
                new TreeChange.Remove(path("kept")),
                new TreeChange.Remove(path("changed")),
                new TreeChange.RemoveFolder(path("old"))));
    assertEquals(List.of(), names(commit));
  }

  private List<String> names(ObjectId commit) throws IOException {
    return repository.entries(commit).stream().map(entry -> entry.path().toString()).toList();
  }

  @Test
  void whatOthersNamedInOtherWaysStaysAsItIs() throws IOException {
    String root = repository.root().toString();
    scratch.run(
        repository.root(),
        "sh",
        "-c",
        """
        blob=$(git hash-object -w kept)
        printf '100644 %s\\tf/\\351t\\351 "quoted" \\\\ back\\000100644 %s\\tf/shared\\000' $blob $blob |
          git update-index -z --index-info
        printf '100664 blob %s\\told style\\n' $blob | git mktree >tree
        git read-tree --prefix=of-old-times "$(cat tree)" && rm tree
        git commit -q -m odd && git reset -q --hard
        """);
    String before = scratch.run(repository.root(), "git", "ls-tree", "-r", "HEAD", "f");
    base = repository.head().commit();
    try (BlobWriter writer = repository.openWriter()) {
      ObjectId blob = writer.write("x");
      publish(
          List.of(
              new TreeChange.Put(path("f/new"), EntryMode.FILE, blob),
              new TreeChange.Put(path("of-old-times/new"), EntryMode.FILE, blob)));
    }
    scratch.run(repository.root(), "git", "-C", root, "fsck", "--strict", "--no-dangling");
    assertEquals(
        before,
        scratch
            .run(repository.root(), "git", "ls-tree", "-r", "HEAD", "f")
            .replaceFirst("100644 blob \\w+\tf/new\n", ""));
    assertEquals(List.of(), repository.workTree().status());
  }

  @Test
  void aCloneThatHasOnlyWhatItNeededMayBeBuiltOn() throws IOException {
    Path clone = folder.toRealPath().resolve("partial");
    scratch.run(repository.root(), "git", "config", "uploadpack.allowFilter", "true");
    scratch.run(
        repository.root(),
        "git",
        "clone",
        "-q",
        "--no-checkout",
        "--filter=blob:none",
        "file://" + repository.root(),
        clone.toString());
    GitRepository partial = GitRepository.at(clone, scratch.runner(ChildObserver.NONE));
    try (BlobWriter writer = partial.openWriter();
        CommitBuilder builder = partial.buildOn(base)) {
      ObjectId commit =
          builder.commit(
              List.of(new TreeChange.Put(path("old/new"), EntryMode.FILE, writer.write("x"))),
              "on top\n");
      assertEquals(4, partial.entries(commit).size());
    }
  }

  @Test
  void aChainMayBeginElsewhereThanTheOneBefore() throws IOException {
    try (BlobWriter writer = repository.openWriter();
        CommitBuilder builder = repository.buildOn(base)) {
      TreeChange change = new TreeChange.Put(path("one"), EntryMode.FILE, writer.write("x"));
      ObjectId one = builder.commit(List.of(change), "one\n");
      builder.startFrom(base);
      assertEquals(base, builder.tip());
      assertEquals(base.get(), builder.commitIfChanged(List.of(), "nothing\n"));
      builder.startFrom(Optional.of(one));
      assertEquals(one, builder.commitIfChanged(List.of(change), "nothing\n"));
    }
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
                  public void ended(ProcessHandle child, boolean killed) {}
                }));
    try (BlobWriter writer = counted.openWriter()) {
      processes.set(0);
      List<TreeChange> many = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        many.add(
            new TreeChange.Put(path("many/" + i), EntryMode.FILE, writer.write("number " + i)));
      }
      try (CommitBuilder builder = counted.buildOn(base)) {
        ObjectId commit = builder.commit(many, "many\n");
        assertEquals(4, processes.get());
        Scratch.publish(counted, base, commit);
        assertEquals(15, processes.get());
      }
    }
    assertEquals(List.of(), repository.workTree().status());
  }
}
