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
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of which {@code git status} reports nothing are no less somebody's. */
class UnreportedFilesTest {
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
    scratch.write(repository, "changed", "before\n");
    scratch.write(repository, "removed", "before\n");
    scratch.write(repository, "kept", "before\n");
    scratch.commitAll(repository, "first");
    base = repository.head().commit();
    try (BlobWriter writer = repository.openWriter();
        CommitBuilder builder = repository.buildOn(base)) {
      ObjectId text = writer.write("after\n");
      next =
          builder.commit(
              List.of(
                  new TreeChange.Put(path("changed"), EntryMode.FILE, text),
                  new TreeChange.Put(path("images/new.sif"), EntryMode.FILE, text),
                  new TreeChange.Remove(path("removed"))),
              "next\n");
    }
  }

  private static RepositoryPath path(String path) {
    return RepositoryPath.of(path);
  }

  private Path file(String path) {
    return repository.root().resolve(path);
  }

  private String git(String... words) throws IOException {
    String[] argv = new String[words.length + 1];
    argv[0] = "git";
    System.arraycopy(words, 0, argv, 1, words.length);
    return scratch.run(repository.root(), argv);
  }

  private void ignore(String rules) throws IOException {
    Files.writeString(repository.gitFolder().resolve("info/exclude"), rules);
  }

  private void advance() throws IOException {
    Scratch.publish(repository, base, next);
  }

  private FailureException assertRefused() throws IOException {
    FailureException failure = assertThrows(FailureException.class, this::advance);
    assertEquals(FailureKind.DATASET, failure.kind());
    assertEquals(base, repository.head().commit());
    return failure;
  }

  private void assertIsNew() throws IOException {
    assertEquals(Optional.of(next), repository.head().commit());
    assertEquals("after\n", Files.readString(file("changed")));
    assertEquals("after\n", Files.readString(file("images/new.sif")));
    assertFalse(Files.exists(file("removed")));
    assertEquals(List.of(), repository.workTree().status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"images/**/*.sif\n*.sif\n", "images/\n", "*\n"})
  void anIgnoredFileAtThePlaceOfANewOneIsRefused(String rules) throws IOException {
    ignore(rules);
    scratch.write(repository, "images/new.sif", "mine\n");
    assertEquals(List.of(), repository.workTree().status());
    FailureException failure = assertRefused();
    assertTrue(failure.problem().contains("git ignores"), failure::problem);
    assertTrue(failure.problem().contains("images/new.sif"), failure::problem);
    String rule = git("check-ignore", "-v", "images/new.sif");
    assertTrue(failure.nextStep().contains("check-ignore -v images/new.sif"), failure::nextStep);
    assertTrue(rule.contains("info/exclude"), rule);
    assertEquals("mine\n", Files.readString(file("images/new.sif")));
    Files.move(file("images/new.sif"), folder.resolve("elsewhere"));
    advance();
    assertIsNew();
  }

  @Test
  void ignoredFilesElsewhereAreNoObstacle() throws IOException {
    ignore("*\n");
    scratch.write(repository, "images/other.sif", "mine\n");
    scratch.write(repository, "whatever", "mine\n");
    advance();
    assertIsNew();
    assertEquals("mine\n", Files.readString(file("images/other.sif")));
  }

  @Test
  void anIgnoredFolderAtThePlaceOfANewFileIsRefusedBeforeTheBranchMoves() throws IOException {
    ignore("*.sif/\n");
    scratch.write(repository, "images/new.sif/mine", "mine\n");
    assertRefused();
    Files.delete(file("images/new.sif/mine"));
    FailureException failure = assertRefused();
    assertTrue(failure.nextStep().contains("rmdir"), failure::nextStep);
    Files.delete(file("images/new.sif"));
    advance();
    assertIsNew();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--assume-unchanged", "--skip-worktree"})
  void anEditThatGitWasToldToOverlookIsRefused(String mark) throws IOException {
    for (String name : List.of("changed", "removed")) {
      git("update-index", mark, name);
      Files.writeString(file(name), "an edit\n");
      assertEquals(List.of(), repository.workTree().status());
      FailureException failure = assertRefused();
      assertTrue(failure.problem().endsWith("overlook: " + name), failure::problem);
      assertTrue(
          failure.nextStep().contains("update-index --no-" + mark.substring(2) + " " + name),
          failure::nextStep);
      assertEquals("an edit\n", Files.readString(file(name)));
      git("update-index", "--no-" + mark.substring(2), name);
      git("checkout", "--", name);
    }
    git("update-index", mark, "kept");
    Files.writeString(file("kept"), "an edit\n");
    advance();
    assertIsNew();
    assertEquals("an edit\n", Files.readString(file("kept")));
  }

  @Test
  void anEditIsRefusedIfGitNeverLooks() throws IOException {
    git("config", "core.ignoreStat", "true");
    git("update-index", "--really-refresh");
    git("checkout", "-q", "HEAD", "--", "changed");
    git("update-index", "--assume-unchanged", "changed");
    Files.writeString(file("changed"), "an edit\n");
    repository = GitRepository.at(repository.root(), scratch.runner());
    assertEquals(List.of(), repository.workTree().status());
    assertRefused();
    assertEquals("an edit\n", Files.readString(file("changed")));
  }

  @Test
  void aFileWithBothMarksIsShownByBothCommands() throws IOException {
    git("update-index", "--assume-unchanged", "changed");
    git("update-index", "--skip-worktree", "changed");
    Files.writeString(file("changed"), "an edit\n");
    FailureException failure = assertRefused();
    String commands = failure.nextStep().substring(failure.nextStep().indexOf("git -C"));
    assertTrue(scratch.run(folder, "sh", "-c", commands).contains("+an edit"), failure::nextStep);
    assertTrue(assertRefused().problem().contains("not committed"));
  }

  @Test
  void aFileThatIsGoneAndOverlookedIsRefused() throws IOException {
    git("update-index", "--skip-worktree", "changed");
    Files.delete(file("changed"));
    assertRefused();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--assume-unchanged", "--skip-worktree"})
  void anOverlookedFileThatIsAsCommittedGetsItsNewVersion(String mark) throws IOException {
    git("update-index", mark, "changed", "removed");
    advance();
    assertIsNew();
    Files.writeString(file("changed"), "a later edit\n");
    assertEquals(
        List.of(new StatusEntry("changed", StatusEntry.Kind.CHANGED)),
        repository.workTree().status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--assume-unchanged", "--skip-worktree"})
  void aResumedRunKeepsAnEditThatGitOverlooks(String mark) throws IOException {
    git("update-index", mark, "changed", "removed");
    git("update-ref", MASTER, next.hex());
    Files.writeString(file("removed"), "an edit\n");
    Files.writeString(file("changed"), "an edit\n");
    assertThrows(
        FailureException.class, () -> BranchAdvance.follow(repository, MASTER, base, next));
    assertEquals("an edit\n", Files.readString(file("changed")));
    Files.writeString(file("changed"), "before\n");
    BranchAdvance.follow(repository, MASTER, base, next);
    assertEquals("after\n", Files.readString(file("changed")));
    assertEquals("an edit\n", Files.readString(file("removed")));
  }

  @Test
  void aFileThatASparseCheckoutLeavesOutStaysAway() throws IOException {
    git("sparse-checkout", "set", "--no-cone", "/images/", "/removed");
    assertFalse(Files.exists(file("changed")));
    advance();
    assertEquals("after\n", Files.readString(file("images/new.sif")));
    assertFalse(Files.exists(file("changed")));
    assertEquals(List.of(), repository.workTree().status());
  }
}
