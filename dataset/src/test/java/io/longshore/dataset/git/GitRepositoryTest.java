package io.longshore.dataset.git;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.Scratch;
import io.longshore.dataset.git.object.BlobWriter;
import io.longshore.dataset.git.object.EntryMode;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.ObjectReader;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TreeEntry;
import io.longshore.dataset.process.ChildObserver;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitRepositoryTest {
  @TempDir Path folder;
  private Scratch scratch;

  @BeforeEach
  void makeScratch() throws IOException {
    scratch = new Scratch(folder.toRealPath());
  }

  private GitRepository withOneCommit() throws IOException {
    GitRepository repository = scratch.repository("ours");
    scratch.write(repository, "a/file", "content\n");
    scratch.commitAll(repository, "first");
    return repository;
  }

  @Test
  void itIsFoundFromAnyFolderInside() throws IOException {
    GitRepository repository = withOneCommit();
    GitRepository found =
        GitRepository.containing(repository.root().resolve("a"), scratch.runner());
    assertEquals(repository.root(), found.root());
    assertEquals(repository.root().resolve(".git"), found.gitFolder());
  }

  @Test
  void aFolderInsideIsNotTakenForARepository() throws IOException {
    Path inside = withOneCommit().root().resolve("a");
    FailureException failure =
        assertThrows(FailureException.class, () -> GitRepository.at(inside, scratch.runner()));
    assertEquals(FailureKind.DATASET, failure.kind());
  }

  @Test
  void outsideOfAnyRepositoryTheMessageSaysSo() {
    FailureException failure =
        assertThrows(
            FailureException.class,
            () -> GitRepository.containing(scratch.folder(), scratch.runner()));
    assertTrue(failure.problem().contains("not in a git repository"), failure::problem);
  }

  @Test
  void theGitFolderOfASubmoduleIsFoundThroughItsGitFile() throws IOException {
    GitRepository inner = withOneCommit();
    GitRepository outer = scratch.repository("outer");
    scratch.run(
        outer.root(),
        "git",
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        inner.root().toString(),
        "sub");
    GitRepository sub = GitRepository.at(outer.root().resolve("sub"), scratch.runner());
    assertEquals(outer.root().resolve(".git/modules/sub"), sub.gitFolder());
    assertEquals("refs/heads/master", sub.head().branch());
  }

  @Test
  void aRepositoryOfAnotherUserIsRefusedWithTheCommandThatTrustsIt() throws IOException {
    GitRepository repository = withOneCommit();
    // 65534 is nobody; the tests run as root, who may give files away.
    Files.setAttribute(repository.root(), "unix:uid", 65534);
    Files.setAttribute(repository.gitFolder(), "unix:uid", 65534);
    FailureException failure =
        assertThrows(
            FailureException.class, () -> GitRepository.at(repository.root(), scratch.runner()));
    assertEquals(FailureKind.PERMISSION, failure.kind());
    assertTrue(
        failure
            .nextStep()
            .contains("git config --global --add safe.directory " + repository.root()),
        failure::nextStep);
  }

  @Test
  void aMissingIdentityIsSaidWithTheCommandsThatSetIt() throws IOException {
    GitRepository repository = withOneCommit();
    Identity.require(repository);
    Path empty = Files.writeString(folder.resolve("empty"), "[user]\n\tuseConfigOnly = true\n");
    GitRepository anonymous =
        GitRepository.at(
            repository.root(),
            new LocalCommandRunner(
                ChildObserver.NONE,
                Map.of(
                    "GIT_CONFIG_GLOBAL", empty.toString(),
                    "GIT_CONFIG_NOSYSTEM", "1",
                    "GIT_AUTHOR_NAME", "",
                    "GIT_COMMITTER_NAME", "")));
    FailureException failure =
        assertThrows(FailureException.class, () -> Identity.require(anonymous));
    assertTrue(failure.nextStep().contains("user.email"), failure::nextStep);
  }

  @Test
  void headIsABranchWithOrWithoutCommits() throws IOException {
    assertEquals(new Head("refs/heads/master", Optional.empty()), scratch.repository("new").head());
    GitRepository repository = withOneCommit();
    assertEquals(
        scratch.run(repository.root(), "git", "rev-parse", "HEAD"),
        repository.head().commit().orElseThrow().hex());
  }

  @Test
  void aDetachedHeadIsRefused() throws IOException {
    GitRepository repository = withOneCommit();
    scratch.run(repository.root(), "git", "checkout", "--quiet", "--detach");
    FailureException failure = assertThrows(FailureException.class, repository::head);
    assertTrue(failure.problem().contains("detached"), failure::problem);
  }

  @Test
  void anAdjustedBranchIsRefused() throws IOException {
    GitRepository repository = withOneCommit();
    scratch.run(repository.root(), "git", "annex", "init", "--quiet", "x");
    scratch.run(repository.root(), "git", "annex", "adjust", "--unlock");
    FailureException failure = assertThrows(FailureException.class, repository::head);
    assertEquals(FailureKind.DATASET, failure.kind());
    assertTrue(failure.problem().contains("adjusted/master(unlocked)"), failure::problem);
    assertTrue(failure.nextStep().matches(".* git -C \\S+ checkout master"), failure::nextStep);
  }

  @Test
  void filesOfACommitAreReadAndAbsentOnesAreAbsent() throws IOException {
    GitRepository repository = withOneCommit();
    ObjectId commit = repository.head().commit().orElseThrow();
    try (ObjectReader reader = repository.openReader()) {
      assertArrayEquals(
          "content\n".getBytes(StandardCharsets.UTF_8),
          reader.file(commit, RepositoryPath.of("a/file")).orElseThrow());
      assertEquals(Optional.empty(), reader.file(commit, RepositoryPath.of("no such/file")));
      assertEquals(Optional.empty(), reader.file(commit, RepositoryPath.of("a")));
      TreeEntry entry = repository.entries(commit).getFirst();
      assertEquals(Optional.of(RepositoryPath.of("a/file")), entry.path().ours());
      assertEquals(EntryMode.FILE, entry.mode());
      assertTrue(reader.blob(entry.id()).isPresent());
    }
  }

  @Test
  void blobsAreWrittenByteForByteAndSeenByAReaderThatIsOpen() throws IOException {
    GitRepository repository = withOneCommit();
    scratch.write(repository, ".gitattributes", "* text=auto eol=lf\n");
    byte[] bytes = "carriage\r\nreturn\u0000".getBytes(StandardCharsets.UTF_8);
    try (ObjectReader reader = repository.openReader();
        BlobWriter writer = repository.openWriter()) {
      assertArrayEquals(bytes, reader.blob(writer.write(bytes)).orElseThrow());
    }
    assertEquals(List.of(), List.of(repository.workFolder().toFile().list()));
  }

  @Test
  void manyBlobsAreReadInOneGoWithoutThoseThatAreAbsent() throws IOException {
    GitRepository repository = withOneCommit();
    List<ObjectId> ids = new ArrayList<>();
    Map<ObjectId, String> wanted = new LinkedHashMap<>();
    try (ObjectReader reader = repository.openReader();
        BlobWriter writer = repository.openWriter()) {
      for (int i = 0; i < 300; i++) {
        String text = "blob " + i + "\n".repeat(i);
        ObjectId id = writer.write(text.getBytes(StandardCharsets.UTF_8));
        ids.add(id);
        ids.add(new ObjectId("%040x".formatted(i)));
        wanted.put(id, text);
      }
      Map<ObjectId, String> found = new LinkedHashMap<>();
      reader.blobs(ids, (id, bytes) -> found.put(id, new String(bytes, StandardCharsets.UTF_8)));
      assertEquals(wanted, found);
      assertTrue(reader.blob(ids.getFirst()).isPresent());
    }
  }

  @Test
  void aRefIsMovedOnlyFromWhereItIsBelievedToBe() throws IOException {
    GitRepository repository = withOneCommit();
    ObjectId first = repository.head().commit().orElseThrow();
    scratch.write(repository, "b", "b");
    scratch.commitAll(repository, "second");
    ObjectId second = repository.head().commit().orElseThrow();

    assertFalse(repository.compareAndSwap("refs/heads/master", Optional.of(first), second, "test"));
    assertFalse(repository.compareAndSwap("refs/heads/master", Optional.empty(), first, "test"));
    assertTrue(repository.compareAndSwap("refs/heads/master", Optional.of(second), first, "test"));
    assertEquals(Optional.of(first), repository.head().commit());
    assertTrue(repository.compareAndSwap("refs/heads/new", Optional.empty(), second, "test"));
    assertTrue(scratch.run(repository.root(), "git", "reflog", "-1", "master").endsWith("test"));
  }

  @Test
  void aRefThatIsLockedIsNotTakenForOneThatMoved() throws IOException {
    GitRepository repository = withOneCommit();
    Optional<ObjectId> head = repository.head().commit();
    Files.createFile(repository.gitFolder().resolve("refs/heads/master.lock"));
    FailureException failure =
        assertThrows(
            FailureException.class,
            () -> repository.compareAndSwap("refs/heads/master", head, head.get(), "test"));
    assertTrue(failure.problem().contains("master.lock"), failure::problem);
  }
}
