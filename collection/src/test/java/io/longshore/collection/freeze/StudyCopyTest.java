package io.longshore.collection.freeze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.migrate.MigratedCollection;
import io.longshore.collection.session.StopRequest;
import io.longshore.dataset.git.DatasetLock;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.dataset.process.TypedCommand;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What freezing into a study does to the files of the study, also if it fails. */
class StudyCopyTest {
  private static final String BEFORE = "[datalad \"dataset\"]\n\tid = 1\n";

  @TempDir static Path shared;
  private static MigratedCollection prepared;

  @TempDir Path folder;
  private Path study;
  private Path config;
  private Path held;

  @BeforeAll
  static void migrate() throws IOException {
    prepared = MigratedCollection.migrated(shared.resolve("prepared"));
  }

  @BeforeEach
  void makeStudy() throws IOException {
    study = Files.createDirectories(folder.resolve("study")).toRealPath();
    config = study.resolve(".datalad/config");
    held = study.resolve("code/containers");
    git("init", "--quiet", "--initial-branch=master");
    git("config", "user.name", "Ada Example");
    git("config", "user.email", "ada@example.org");
    Files.createDirectories(config.getParent());
    Files.writeString(config, BEFORE);
    Files.writeString(study.resolve(".datalad/config.new"), "committed");
    Files.createDirectories(held.getParent());
    prepared.copy(held);
    git("add", ".");
    git("commit", "--quiet", "-m", "A study");
  }

  private String git(String... words) throws IOException {
    String[] command = Stream.concat(Stream.of("git"), Stream.of(words)).toArray(String[]::new);
    return new LocalCommandRunner().run(TypedCommand.of(study, command)).text();
  }

  private CollectionFreeze.Outcome freeze(StopRequest stop) throws IOException {
    FreezeRequest request =
        new FreezeRequest(held, List.of(WantedVersion.parse("app")), Optional.empty(), false);
    return new CollectionFreeze(request, (_, _) -> {}, stop).into(study, /* dryRun= */ false);
  }

  private FailureException refused() {
    return assertThrows(FailureException.class, () -> freeze(new StopRequest()));
  }

  private void hook(String text) throws IOException {
    Path hook = study.resolve(".git/hooks/pre-commit");
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void assertAsBefore() throws IOException {
    assertEquals(BEFORE, Files.readString(config));
    assertEquals("A study", git("log", "-1", "--format=%s"));
    assertEquals("", git("status", "--porcelain"));
    try (Stream<Path> files = Files.list(study.resolve(".git/longshore"))) {
      Set<String> names =
          files.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
      assertEquals(Set.of("lock"), names);
    }
  }

  @Test
  void aDraftBesideTheConfigurationStays() throws IOException {
    Path draft = Files.writeString(study.resolve(".datalad/config.new"), "not committed");

    assertTrue(freeze(new StopRequest()).changed());

    assertEquals("not committed", Files.readString(draft));
    assertEquals(" M .datalad/config.new", git("status", "--porcelain"));
  }

  @Test
  void aHookThatRefusesIsHeardAndNothingIsOtherThanBefore() throws IOException {
    hook("echo 'no ticket is named' >&2; exit 1");
    final Object inode = Files.getAttribute(config, "unix:ino");

    FailureException failure = refused();

    assertEquals(FailureKind.DATASET, failure.kind());
    assertTrue(failure.problem().contains("no ticket is named"), failure.problem());
    assertTrue(failure.nextStep().contains("do what the hook says"), failure.nextStep());
    assertAsBefore();
    assertEquals(inode, Files.getAttribute(config, "unix:ino"));
  }

  @Test
  void whatAHookWroteIntoTheFileStays() throws IOException {
    hook("echo '# by the hook' >> .datalad/config; exit 1");

    refused();

    assertTrue(Files.readString(config).endsWith("# by the hook\n"), Files.readString(config));
  }

  @Test
  void editsThatGitOverlooksAreNotLost() throws IOException {
    String edited = BEFORE + "# for my laptop alone\n";
    Files.writeString(config, edited);
    git("update-index", "--assume-unchanged", ".datalad/config");

    assertTrue(refused().nextStep().contains("update-index --no-assume-unchanged .datalad/config"));
    assertEquals(edited, Files.readString(config));

    git("update-index", "--no-assume-unchanged", ".datalad/config");
    git("update-index", "--skip-worktree", ".datalad/config");
    assertTrue(refused().nextStep().contains("update-index --no-skip-worktree .datalad/config"));
    assertEquals(edited, Files.readString(config));
  }

  @Test
  void aFileThatGitWouldOverlookAndThatIsAsCommittedIsWritten() throws IOException {
    git("update-index", "--assume-unchanged", ".datalad/config");

    assertTrue(freeze(new StopRequest()).changed());

    assertEquals(Files.readString(config).strip(), git("show", "HEAD:.datalad/config").strip());
  }

  @Test
  void aSparseCheckoutThatLeavesTheFileOutIsWidenedFirst() throws IOException {
    git("sparse-checkout", "set", "code");

    FailureException failure = refused();

    assertEquals("git -C " + study + " sparse-checkout add .datalad", failure.nextStep());
    git("sparse-checkout", "add", ".datalad");
    assertTrue(freeze(new StopRequest()).changed());
  }

  @Test
  void anotherLongshoreInTheStudyIsWaitedFor() throws IOException {
    try (DatasetLock _ = DatasetLock.acquire(GitRepository.at(study, new LocalCommandRunner()))) {
      assertTrue(refused().problem().contains("is being changed by another Longshore"));
    }
    assertEquals(BEFORE, Files.readString(config));
  }

  @Test
  @Timeout(120)
  void aRequestToStopEndsGitAndItsHook() throws IOException {
    Path begun = folder.resolve("begun");
    Path never = folder.resolve("never");
    new LocalCommandRunner()
        .run(TypedCommand.of(folder, "mkfifo", begun.toString(), never.toString()));
    hook("echo > '" + begun + "'; read -r line < '" + never + "'");
    StopRequest stop = new StopRequest();
    CompletableFuture<Boolean> held = new CompletableFuture<>();
    Thread.startVirtualThread(
        () -> {
          try {
            Files.readAllBytes(begun);
            held.complete(stop.request());
          } catch (IOException e) {
            held.completeExceptionally(e);
          }
        });

    assertThrows(IOException.class, () -> freeze(stop));

    assertTrue(Thread.interrupted());
    assertTrue(held.join());
    assertAsBefore();
  }
}
