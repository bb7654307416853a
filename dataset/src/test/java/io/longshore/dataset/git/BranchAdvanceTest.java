package io.longshore.dataset.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.Scratch;
import io.longshore.dataset.git.object.BlobWriter;
import io.longshore.dataset.git.object.EntryMode;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TreeChange;
import io.longshore.dataset.process.TypedCommand;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A branch moves with its index and files, or nothing does; what others write stays. */
class BranchAdvanceTest {
  private static final String MASTER = "refs/heads/master";

  @TempDir Path folder;
  private Scratch scratch;
  private GitRepository repository;
  private Optional<ObjectId> base;
  private ObjectId next;

  @BeforeEach
  void makeACommitThatNoBranchHas() throws IOException {
    scratch = new Scratch(folder.toRealPath());
    repository = scratch.repository("ours");
    scratch.write(repository, "kept", "kept\n");
    scratch.write(repository, "old/image", "old\n");
    scratch.write(repository, "changed", "before\n");
    scratch.commitAll(repository, "first");
    base = repository.head().commit();
    try (BlobWriter writer = repository.openWriter();
        CommitBuilder builder = repository.buildOn(base)) {
      ObjectId text = writer.write("before\nafter\n");
      next =
          builder.commit(
              List.of(
                  new TreeChange.Put(path("changed"), EntryMode.FILE, text),
                  new TreeChange.Put(path("new/script"), EntryMode.EXECUTABLE, text),
                  new TreeChange.Put(
                      path("new/link"), EntryMode.SYMBOLIC_LINK, writer.write("script")),
                  new TreeChange.Remove(path("old/image"))),
              "next\n");
    }
  }

  private static RepositoryPath path(String path) {
    return RepositoryPath.of(path);
  }

  private Path file(String path) {
    return repository.root().resolve(path);
  }

  private BranchAdvance prepare() throws IOException {
    return BranchAdvance.prepare(repository, MASTER, base, next, "test");
  }

  private void follow() throws IOException {
    BranchAdvance.follow(repository, MASTER, base, next);
  }

  private String git(String... arguments) throws IOException {
    return repository.run(TypedCommand.git(repository.root(), arguments)).text();
  }

  private void assertIsOld() throws IOException {
    assertEquals(base, repository.head().commit());
    assertEquals("before\n", Files.readString(file("changed")));
    assertEquals(List.of(), repository.workTree().status());
    assertNothingIsLeft();
  }

  private void assertIsNew() throws IOException {
    assertEquals(Optional.of(next), repository.head().commit());
    assertEquals("before\nafter\n", Files.readString(file("changed")));
    assertTrue(Files.isExecutable(file("new/script")));
    assertEquals(Path.of("script"), Files.readSymbolicLink(file("new/link")));
    assertFalse(Files.exists(file("old")));
    assertEquals(List.of(), repository.workTree().status());
    assertNothingIsLeft();
  }

  private void assertNothingIsLeft() throws IOException {
    assertEquals(List.of(), new LockFiles(repository).present());
    assertEquals("", git("for-each-ref", "refs/longshore"));
    try (Stream<Path> left = Files.list(repository.workFolder())) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void allComesAlong() throws IOException {
    try (BranchAdvance advance = prepare()) {
      advance.move();
      advance.bring();
    }
    assertIsNew();
  }

  @Test
  void attributesAreThoseOfTheNewCommit() throws IOException {
    scratch.write(repository, ".gitattributes", "* text eol=crlf\n");
    scratch.commitAll(repository, "attributes");
    base = repository.head().commit();
    try (BlobWriter writer = repository.openWriter();
        CommitBuilder builder = repository.buildOn(base)) {
      ObjectId text = writer.write("one\ntwo\n");
      ObjectId attributes = writer.write("* text eol=crlf\nx.oci/** -text\n");
      next =
          builder.commit(
              List.of(
                  new TreeChange.Put(path(".gitattributes"), EntryMode.FILE, attributes),
                  new TreeChange.Put(path("x.oci/index.json"), EntryMode.FILE, text)),
              "next\n");
    }
    try (BranchAdvance advance = prepare()) {
      advance.move();
      advance.bring();
    }
    assertEquals("one\ntwo\n", Files.readString(file("x.oci/index.json")));
    assertEquals(List.of(), repository.workTree().status());
  }

  @Test
  void whatIsNotMovedStays() throws IOException {
    prepare().close();
    assertIsOld();
  }

  @Test
  void othersAreKeptOutAndNoGarbageCollectionTakesWhatIsPrepared() throws IOException {
    try (BranchAdvance advance = prepare()) {
      assertThrows(FailureException.class, () -> git("rm", "-q", "kept"));
      assertThrows(FailureException.class, () -> git("update-ref", MASTER, next.hex()));
      git("prune", "--expire=now");
      advance.move();
      advance.bring();
    }
    assertIsNew();
    git("fsck", "--strict");
  }

  @Test
  void whatWasBrokenOffAfterTheMoveIsGoneOnWith() throws IOException {
    try (BranchAdvance advance = prepare()) {
      advance.move();
    }
    follow();
    assertIsNew();
    follow();
    assertIsNew();
  }

  @Test
  void filesThatAreInPlaceAlreadyAreNoObstacle() throws IOException {
    git("update-ref", MASTER, next.hex());
    Files.createDirectory(file("new"));
    Files.createSymbolicLink(file("new/link"), Path.of("script"));
    Files.delete(file("old/image"));
    follow();
    assertIsNew();
  }

  @Test
  void anAppendedFileIsNotTakenForTheBeginningOfTheNewOne() throws IOException {
    git("update-ref", MASTER, next.hex());
    Files.writeString(file("changed"), "before\naf");
    FailureException failure = assertThrows(FailureException.class, this::follow);
    assertTrue(failure.nextStep().contains("longshore resume"), failure::nextStep);
    assertEquals("before\naf", Files.readString(file("changed")));
    Files.move(file("changed"), folder.resolve("elsewhere"));
    follow();
    assertIsNew();
  }

  @Test
  void aFileToBeRemovedThatSomebodyChangedStaysAsAnUntrackedOne() throws IOException {
    git("update-ref", MASTER, next.hex());
    Files.writeString(file("old/image"), "mine\n");
    follow();
    assertEquals("mine\n", Files.readString(file("old/image")));
    assertEquals(
        List.of(new StatusEntry("old/", StatusEntry.Kind.UNTRACKED)),
        repository.workTree().status());
  }

  @Test
  void anEditBetweenMoveAndFilesIsNotOverwritten() throws IOException {
    try (BranchAdvance advance = prepare()) {
      advance.move();
      Files.writeString(file("changed"), "an editor saved this\n");
      assertThrows(FailureException.class, advance::bring);
    }
    assertEquals("an editor saved this\n", Files.readString(file("changed")));
    assertThrows(FailureException.class, this::follow);
    Files.delete(file("changed"));
    follow();
    assertIsNew();
  }

  @Test
  void editedFilesAndStagedChangesAreRefused() throws IOException {
    Files.writeString(file("changed"), "mine\n");
    assertThrows(FailureException.class, this::prepare);
    git("add", "changed");
    assertThrows(FailureException.class, this::prepare);
    git("checkout", "-q", "HEAD", "changed");
    assertIsOld();
  }

  @Test
  void aConflictElsewhereIsRefused() throws IOException {
    conflictIn("kept");
    FailureException failure = assertThrows(FailureException.class, this::prepare);
    assertEquals(FailureKind.DATASET, failure.kind());
    assertEquals(base, repository.resolve(MASTER));
    assertEquals(List.of(), new LockFiles(repository).present());
  }

  private void conflictIn(String name) throws IOException {
    String blob = git("rev-parse", "HEAD:" + name);
    repository.run(
        repository
            .git("update-index", "--index-info")
            .withInput(
                "0 0000000000000000000000000000000000000000\t%s\n100644 %s 1\t%s\n100644 %s 2\t%s\n"
                    .formatted(name, blob, name, blob, name)));
  }

  @Test
  void aHookThatRefusesIsHeardBeforeAnythingMoves() throws IOException {
    Path hook = repository.gitFolder().resolve("hooks/reference-transaction");
    Files.createDirectories(hook.getParent());
    Files.writeString(
        hook, "#!/bin/sh\nif [ $1 = prepared ] && grep -q master; then echo no >&2; exit 1; fi\n");
    assertTrue(hook.toFile().setExecutable(true));
    FailureException failure = assertThrows(FailureException.class, this::prepare);
    assertTrue(failure.problem().contains("no"), failure::problem);
    Files.delete(hook);
    assertIsOld();
  }

  @Test
  void aBranchThatIsElsewhereByNowIsNotMoved() throws IOException {
    git("commit", "-q", "--allow-empty", "-m", "theirs");
    FailureException failure = assertThrows(FailureException.class, this::prepare);
    assertTrue(failure.problem().contains("moved by someone else"), failure::problem);
  }

  @Test
  void nothingIsDoneOnAnotherBranch() throws IOException {
    git("switch", "-q", "-c", "other");
    assertThrows(FailureException.class, this::prepare);
    git("update-ref", MASTER, next.hex());
    follow();
    assertEquals("before\n", Files.readString(file("changed")));
    assertEquals(List.of(), repository.workTree().status());
  }

  @Test
  void nothingIsWrittenThroughALink() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.createSymbolicLink(file("new"), elsewhere);
    assertThrows(FailureException.class, this::prepare);
    git("update-ref", MASTER, next.hex());
    assertThrows(FailureException.class, this::follow);
    try (Stream<Path> written = Files.list(elsewhere)) {
      assertEquals(List.of(), written.toList());
    }
  }

  @Test
  void aLockOfADeadRunIsKnownAndAnothersIsNot() throws IOException {
    Path lock = repository.gitFolder().resolve("index.lock");
    Files.writeString(lock, "longshore 1 0 no-boot-of-this-machine\n");
    assertTrue(IndexLock.isOfDeadRun(lock));
    Files.delete(lock);
    try (IndexLock _ = IndexLock.acquire(repository)) {
      assertFalse(IndexLock.isOfDeadRun(lock));
    }
    for (String text : List.of("", "longshore", "DIRC\u0000\u0001", "longshore x y z\n")) {
      Files.writeString(lock, text);
      assertFalse(IndexLock.isOfDeadRun(lock), text);
    }
  }
}
