package io.longshore.dataset.git;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.dataset.process.TypedCommand;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFilesTest {
  @TempDir Path root;
  private LockFiles locks;

  @BeforeEach
  void initialise() throws IOException {
    LocalCommandRunner runner = new LocalCommandRunner();
    runner.run(TypedCommand.of(root, "git", "init", "--quiet"));
    locks = new LockFiles(GitRepository.at(root, runner));
  }

  private Path file(String name) throws IOException {
    Path file = root.resolve(".git").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }

  @Test
  void thoseOfIndexHeadAnnexAndBranchesAreFound() throws IOException {
    assertEquals(List.of(), locks.present());
    List<Path> made =
        List.of(
            file("index.lock"),
            file("HEAD.lock"),
            file("annex/index.lock"),
            file("refs/heads/a/b.lock"));
    file("refs/heads/branch");
    assertEquals(made, locks.present());
  }

  @Test
  void aGitAtWorkIsFoundByWhereItWorks() throws IOException, InterruptedException {
    assertEquals(Optional.empty(), locks.user());
    Process git = new ProcessBuilder("git", "cat-file", "--batch").directory(root.toFile()).start();
    try {
      try (BufferedWriter ask = git.outputWriter();
          BufferedReader answers = git.inputReader()) {
        ask.write("HEAD\n");
        ask.flush();
        assertEquals("HEAD missing", answers.readLine());
        assertEquals(Optional.of(git.pid()), locks.user().map(ProcessHandle::pid));
      }
    } finally {
      git.destroyForcibly().waitFor();
    }
    assertEquals(Optional.empty(), locks.user());
  }
}
