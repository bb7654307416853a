package io.longshore.dataset.git;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardOpenOption.APPEND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.Scratch;
import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.git.object.BlobWriter;
import io.longshore.dataset.git.object.EntryMode;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TreeChange;
import io.longshore.dataset.process.ChildObserver;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.ground.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A dataset of somebody else, with programs among its files, in the clone of a user whose git is
 * configured in all the ways that could start them. Each program leaves a file behind.
 */
class StrangersProgramsTest {
  @TempDir Path folder;

  private Scratch scratch;
  private Path root;
  private Path trace;
  private long seconds = 1_000_000_000;

  @BeforeEach
  void makeClone() throws IOException {
    scratch = new Scratch(folder);
    trace = folder.resolve("was-run");
    GitRepository dataset = scratch.annex("dataset").git();
    root = dataset.root();
    for (String name : List.of("reference-transaction", "post-index-change", "pre-commit")) {
      program("githooks/" + name);
    }
    program("tools/filter");
    Files.writeString(root.resolve("mod.py"), "open('" + trace + "', 'w')\n");
    Files.writeString(root.resolve(".gitattributes"), "*.dat filter=evil diff=evil\n");
    Files.writeString(root.resolve("x.dat"), "data\n");
    Files.writeString(
        root.resolve("config"), "[core]\n\tfsmonitor = tools/filter\n\thooksPath = githooks\n");
    scratch.commitAll(dataset, "a stranger's");
  }

  private void program(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\ntouch '" + trace + "'\n[ -t 0 ] || cat\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** What Longshore does with git in a dataset, each with the hooks and filters it can start. */
  private GitRepository work() throws IOException {
    Files.deleteIfExists(trace);
    // At a file whose time has changed git looks again.
    seconds++;
    Files.setLastModifiedTime(root.resolve("x.dat"), FileTime.from(Instant.ofEpochSecond(seconds)));
    GitRepository repository = GitRepository.at(root, scratch.runner());
    repository.workTree().status();
    Optional<ObjectId> before = repository.head().commit();
    try (BlobWriter writer = repository.openWriter();
        CommitBuilder builder = repository.buildOn(before)) {
      TreeChange change =
          new TreeChange.Put(RepositoryPath.of("y.dat"), EntryMode.FILE, writer.write("y\n"));
      ObjectId after = builder.commit(List.of(change), "y\n");
      Scratch.publish(repository, before, after);
    }
    AnnexRepository.open(repository).backendFor(RepositoryPath.of("z"));
    repository.run(repository.git("annex", "info").options("--fast", "--quiet"));
    return repository;
  }

  @ParameterizedTest
  @CsvSource({
    "core.hooksPath, githooks",
    "core.hooksPath, ./githooks/",
    "core.fsmonitor, tools/filter",
    "filter.evil.clean, tools/filter",
    "filter.evil.clean, sh ./tools/filter %f",
    "filter.evil.smudge, 'env A=b tools/filter'",
    "filter.evil.clean, python3 -m mod",
    "filter.evil.process, tools/filter",
    "filter.evil.clean, '\"$(git rev-parse --show-toplevel)/tools/filter\"'",
    "filter.annex.clean, tools/filter",
    "filter.annex.smudge, tools/filter"
  })
  void programsAmongTheFilesAreNotRun(String setting, String value) throws IOException {
    scratch.run(root, "git", "config", setting, value);
    GitRepository repository = work();
    assertFalse(Files.exists(trace), setting + "=" + value);
    if (!setting.startsWith("filter.annex.")) {
      assertEquals(
          List.of(setting.toLowerCase(Locale.ROOT)),
          repository.setAside().stream().map(SetAside::key).toList());
    }
  }

  @Test
  void norByAPathThatIsTheSameInEveryRepository() throws IOException {
    scratch.run(root, "git", "config", "--global", "core.hooksPath", "githooks");
    work();
    assertFalse(Files.exists(trace));
  }

  @Test
  void norByFilesThatAreConfigurationThemselves() throws IOException {
    scratch.run(root, "git", "config", "include.path", "../config");
    GitRepository repository = work();
    assertFalse(Files.exists(trace));
    assertEquals(2, repository.setAside().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[url \"ext::sh -c\"]\n\tinsteadOf = https\n",
        "[protocol \"ext\"]\n\tallow = always\n",
        "[remote \"origin\"]\n\turl = ext::x\n"
      })
  void configurationThatCannotBeSetAsideEndsTheWork(String text) throws IOException {
    Files.writeString(root.resolve("config"), text);
    scratch.run(root, "git", "config", "include.path", "../config");
    FailureException refused = assertThrows(FailureException.class, this::work);
    assertTrue(refused.problem().contains("whoever changes the dataset"), refused.problem());
  }

  @Test
  void aSpecialRemoteWhoseProgramIsAFileIsLeftAlone() throws IOException {
    program("git-annex-remote-/x");
    scratch.run(root, "git", "config", "remote.evil.annex-uuid", "11111111-2222-3333-4444-5555");
    scratch.run(root, "git", "config", "remote.evil.annex-externaltype", "/x");
    GitRepository repository = work();
    assertEquals(1, repository.setAside().size());
    assertFalse(Files.exists(trace));
  }

  /** The user's own, in a place nobody else writes to. */
  @Test
  void hooksAndFiltersOfTheUserWork() throws IOException {
    Path hook = root.resolve(".git/hooks/reference-transaction");
    Files.copy(root.resolve("githooks/reference-transaction"), hook, COPY_ATTRIBUTES);
    assertEquals(List.of(), work().setAside());
    assertTrue(Files.exists(trace));
    Files.delete(hook);
    scratch.run(root, "git", "reset", "-q", "--hard", "HEAD~1");
    Path filter = folder.resolve("filter");
    Files.copy(root.resolve("tools/filter"), filter, COPY_ATTRIBUTES);
    scratch.run(root, "git", "config", "filter.evil.clean", filter + " %f");
    // There it outweighs what git-annex has written for all files.
    Files.writeString(root.resolve(".git/info/attributes"), "\n*.dat filter=evil\n", APPEND);
    assertEquals(List.of(), work().setAside());
    assertTrue(Files.exists(trace));
  }

  @Test
  void settingsOfTheEnvironmentReachGitAndAnnex() throws IOException {
    GitRepository repository =
        GitRepository.at(
            root,
            new LocalCommandRunner(
                ChildObserver.NONE,
                Map.of(
                    "GIT_CONFIG_COUNT",
                    "1",
                    "GIT_CONFIG_KEY_0",
                    "annex.backend",
                    "GIT_CONFIG_VALUE_0",
                    "XXH3")));
    assertEquals(Optional.of("XXH3"), repository.configuration("annex.backend"));
    assertEquals(Optional.of("false"), repository.configuration("core.fsmonitor"));
  }
}
