package io.longshore.collection.migrate.predecessor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.dataset.process.TypedCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdditionTimesTest {
  private static final long DAY = 86_400;

  @TempDir Path root;
  private GitRepository git;
  private long now = 1_600_000_000;

  @BeforeEach
  void make() throws IOException {
    LocalCommandRunner runner = new LocalCommandRunner();
    runner.run(TypedCommand.of(root, "git", "init", "--quiet", "--initial-branch=master"));
    git = GitRepository.at(root, runner);
    git.configure("user.name", "Ada Example");
    git.configure("user.email", "ada@example.org");
  }

  @Test
  void anImageIsAsOldAsItsContent() throws IOException {
    write("images/a.sing", "first");
    commit();
    write("images/a.sing", "second");
    Instant second = commit();
    write("other", "x");
    commit();

    assertEquals(Optional.of(second), added("images/a.sing"));
  }

  @Test
  void renamingMakesAnImageNoYounger() throws IOException {
    write("images/a/a.sing", "content");
    Instant added = commit();
    Files.createDirectories(root.resolve("images/b"));
    run("mv", "images/a/a.sing", "images/b/b.sing");
    commit();

    assertEquals(Optional.of(added), added("images/b/b.sing"));
  }

  @Test
  void whatABranchBroughtIsAsOldAsThere() throws IOException {
    write("images/a.sing", "content");
    commit();
    run("switch", "--quiet", "-c", "branch");
    write("images/b.sing", "of the branch");
    Instant added = commit();
    run("switch", "--quiet", "master");
    write("images/c.sing", "of the trunk");
    commit();
    run("merge", "--quiet", "--no-edit", "branch");

    assertEquals(Optional.of(added), added("images/b.sing"));
  }

  @Test
  void rebasingMakesAnImageNoYounger() throws IOException {
    write("images/a.sing", "content");
    Instant added = commit();
    now += DAY;
    git.run(
        git.git("commit", "--quiet", "--amend", "-m", "said better")
            .withEnvironment("GIT_COMMITTER_DATE", "@" + now + " +0000"));

    assertEquals(Optional.of(added), added("images/a.sing"));
  }

  @Test
  void elsewhereNothingIsLookedFor() throws IOException {
    write("scripts/a.sing", "content");
    commit();

    assertEquals(Optional.empty(), added("scripts/a.sing"));
  }

  private Optional<Instant> added(String path) throws IOException {
    ObjectId head = git.resolve("HEAD").orElseThrow();
    ObjectId blob =
        new ObjectId(
            git.run(git.git("rev-parse").options("--verify").revisions("HEAD:" + path)).text());
    return AdditionTimes.in(git, head).of(blob);
  }

  private void write(String path, String content) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), content);
  }

  private Instant commit() throws IOException {
    now += DAY;
    run("add", "--all");
    git.run(
        git.git("commit", "--quiet", "-m", "a state")
            .withEnvironment("GIT_AUTHOR_DATE", "@" + now + " +0000")
            .withEnvironment("GIT_COMMITTER_DATE", "@" + (now + 60) + " +0000"));
    return Instant.ofEpochSecond(now);
  }

  private void run(String... arguments) throws IOException {
    git.run(TypedCommand.git(git.root(), arguments));
  }
}
