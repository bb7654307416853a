package io.longshore.collection.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.collection.transaction.RefChange;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.CommandRunner;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.dataset.process.TypedCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A repository at a commit "before", with its file, and a commit "after" that it may move to. */
public record TwoStates(GitRepository git, RefChange change) {
  public static final String REF = "refs/heads/master";

  public static TwoStates make(Path root) throws IOException {
    Files.createDirectories(root);
    LocalCommandRunner runner = new LocalCommandRunner();
    runner.run(TypedCommand.of(root, "git", "init", "--quiet", "--initial-branch=master"));
    GitRepository git = GitRepository.at(root, runner);
    git.configure("user.name", "Ada Example");
    git.configure("user.email", "ada@example.org");
    String before = commit(git, "before");
    String after = commit(git, "after");
    run(git, "reset", "--quiet", "--hard", before);
    return new TwoStates(git, new RefChange(REF, before, after));
  }

  public static String commit(GitRepository git, String content) throws IOException {
    Files.writeString(git.root().resolve("file"), content);
    run(git, "add", "file");
    run(git, "commit", "--quiet", "-m", content);
    return run(git, "rev-parse", "HEAD");
  }

  public static String run(GitRepository git, String... arguments) throws IOException {
    return git.run(TypedCommand.git(git.root(), arguments)).text();
  }

  /** The same repository, as another process opens it. */
  GitRepository openedWith(CommandRunner runner) throws IOException {
    return GitRepository.at(git.root(), runner);
  }

  /** A copy of it, which lies in {@code root}. */
  TwoStates at(Path root) throws IOException {
    return new TwoStates(GitRepository.at(root, new LocalCommandRunner()), change);
  }

  /** As {@link #change}, of a step that leaves this repository as it is. */
  RefChange noChange() {
    return new RefChange(REF, change.oldCommit(), change.oldCommit());
  }

  public void moveBranch(String commit) throws IOException {
    run(git, "update-ref", REF, commit);
  }

  String branch() throws IOException {
    return run(git, "rev-parse", REF);
  }

  public void assertIsWholly(String state) throws IOException {
    String commit = state.equals("after") ? change.newCommit() : change.oldCommit();
    assertEquals(commit, branch());
    assertEquals(state, Files.readString(git.root().resolve("file")));
    assertEquals("", run(git, "status", "--porcelain", "--ignore-submodules"));
  }
}
