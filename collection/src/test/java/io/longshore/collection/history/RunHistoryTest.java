package io.longshore.collection.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.rollback.RollbackSelection;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.dataset.process.TypedCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunHistoryTest {
  private static final RunId ADA = new RunId("aaaaaaaaaaaa");
  private static final RunId BOB = new RunId("bbbbbbbbbbbb");
  private static final ImageNames HERS = new ImageNames("images/a", "hers--1");
  private static final ImageNames HIS = new ImageNames("images/b", "his--1");

  @TempDir Path root;
  private GitRepository git;

  @BeforeEach
  void make() throws IOException {
    LocalCommandRunner runner = new LocalCommandRunner();
    runner.run(TypedCommand.of(root, "git", "init", "--quiet", "--initial-branch=master"));
    git = GitRepository.at(root, runner);
    git.configure("user.name", "Ada Example");
    git.configure("user.email", "ada@example.org");
    commit("the beginning", 0);
  }

  private void commit(String message, int minute) throws IOException {
    String date = "2026-01-01T00:%02d:00Z".formatted(minute);
    git.run(
        TypedCommand.git(root, "commit", "--quiet", "--allow-empty", "-m", message)
            .withEnvironment("GIT_COMMITTER_DATE", date));
  }

  private void publish(RunId run, ImageNames image, int minute) throws IOException {
    commit(Trailers.ofPublication(run, image).appendTo("a commit\n"), minute);
  }

  private void git(String... words) throws IOException {
    git.run(TypedCommand.git(root, words));
  }

  /** Two people at work at the same time, each in a clone; then one merges the other's branch. */
  @ParameterizedTest
  @CsvSource({"hers,his", "his,hers"})
  void runsSideBySideAreTwo(String into, String from) throws IOException {
    git("checkout", "--quiet", "-b", "hers");
    publish(ADA, HERS, 1);
    publish(ADA, HERS, 3);
    publish(ADA, HERS, 5);
    git("checkout", "--quiet", "-b", "his", "master");
    publish(BOB, HIS, 2);
    publish(BOB, HIS, 4);
    publish(BOB, HIS, 6);
    git("checkout", "--quiet", into);
    git("merge", "--quiet", "--no-edit", from);

    RunHistory history = RunHistory.of(git, git.head().commit().orElseThrow());

    assertEquals(List.of(ADA, BOB), history.runs().stream().map(Run::id).toList());
    ObjectId base = git.resolve("master").orElseThrow();
    for (Run run : history.runs()) {
      Publication made = (Publication) run.steps().getFirst();
      assertEquals(1, run.steps().size());
      assertEquals(base, made.before());
      String branch = run.id().equals(ADA) ? "hers" : "his";
      String tip = branch.equals(into) ? branch + "~1" : branch;
      assertEquals(git.resolve(tip).orElseThrow(), made.after());
    }
    List<Publication> last = new RollbackSelection(history).ofLastRun();
    assertEquals(List.of(HIS), last.stream().map(Publication::image).toList());
  }

  @Test
  void aRunIsNamedByWhoBeganItWhereAndWhen() {
    ObjectId commit = new ObjectId("0123456789012345678901234567890123456789");
    UUID clone = new UUID(1, 2);
    String ada = "Ada <ada@example.org> 1767225600 +0000";
    RunId run = RunId.of(commit, clone, ada);

    assertEquals(run, RunId.of(commit, clone, ada));
    assertNotEquals(run, RunId.of(commit, new UUID(1, 3), ada));
    assertNotEquals(run, RunId.of(commit, clone, "Ada <ada@example.org> 1767225601 +0000"));
    assertNotEquals(run, RunId.of(commit, clone, "Bob <bob@example.org> 1767225600 +0000"));
  }
}
