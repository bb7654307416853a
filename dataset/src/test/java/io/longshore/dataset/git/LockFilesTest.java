package io.longshore.dataset.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.LocalCommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFilesTest {
  private static final Instant BEGAN = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path root;
  private LockFiles locks;

  @BeforeEach
  void initialise() throws IOException {
    LocalCommandRunner runner = new LocalCommandRunner();
    runner.run(Command.of(root, "git", "init", "--quiet"));
    locks = new LockFiles(GitRepository.at(root, runner));
  }

  private Path lock(String name, Instant at) throws IOException {
    Path file = root.resolve(".git").resolve(name);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    return Files.setLastModifiedTime(file, FileTime.from(at));
  }

  @Test
  void thoseMadeSinceAreFound() throws IOException {
    List<Path> made =
        List.of(
            lock("index.lock", BEGAN),
            lock("annex/index.lock", BEGAN.plusSeconds(1)),
            lock("refs/heads/a/b.lock", BEGAN.plusSeconds(2)));
    lock("HEAD.lock", BEGAN.minusSeconds(1));
    lock("refs/heads/old.lock", BEGAN.minusSeconds(1));
    lock("refs/heads/branch", BEGAN.plusSeconds(1));
    assertEquals(made, locks.since(BEGAN));
  }

  @Test
  void aGitAtWorkIsFoundByWhereItWorks() throws IOException, InterruptedException {
    assertEquals(Optional.empty(), locks.user());
    Process git = new ProcessBuilder("git", "cat-file", "--batch").directory(root.toFile()).start();
    try {
      Optional<ProcessHandle> user = locks.user();
      for (int i = 0; i < 100 && user.isEmpty(); i++) {
        Thread.sleep(20);
        user = locks.user();
      }
      assertTrue(user.isPresent(), "it was not seen");
      assertEquals(git.pid(), user.get().pid());
    } finally {
      git.destroyForcibly().waitFor();
    }
    assertEquals(Optional.empty(), locks.user());
  }
}
