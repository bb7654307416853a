package io.longshore.collection.migrate.origin;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.dataset.process.TypedCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A dataset whose annexed files have no content, as those of a fresh clone. */
final class AnnexDataset {
  private final GitRepository git;

  AnnexDataset(Path root) throws IOException {
    LocalCommandRunner runner = new LocalCommandRunner();
    runner.run(TypedCommand.of(root, "git", "init", "--quiet", "--initial-branch=master"));
    git = GitRepository.at(root, runner);
    git.configure("user.name", "Ada Example");
    git.configure("user.email", "ada@example.org");
    run("annex", "init", "--quiet", "test");
  }

  GitRepository git() {
    return git;
  }

  /** Adds an annexed image; returns its key. */
  String image(String path) throws IOException {
    Path file = git.root().resolve(path);
    Files.createDirectories(file.getParent());
    String key = "MD5E-s1000--%032x.simg".formatted(path.hashCode() & 0xffffffffL);
    run("annex", "fromkey", "--force", "--quiet", key, path);
    return key;
  }

  void metadata(String key, String field) throws IOException {
    git.run(
        git.git("annex", "metadata", "--json", "--batch")
            .withInput(
                "{\"key\":\"%s\",\"fields\":{\"original-uri\":[\"%s\"]}}\n".formatted(key, field)));
  }

  void url(String key, String url) throws IOException {
    run("annex", "registerurl", "--quiet", key, url);
  }

  void write(String path, String content) throws IOException {
    Path file = git.root().resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    run("-c", "filter.annex.process=", "-c", "filter.annex.clean=", "add", path);
  }

  void commit() throws IOException {
    run("commit", "--quiet", "--allow-empty", "-m", "a state");
  }

  void run(String... arguments) throws IOException {
    git.run(TypedCommand.git(git.root(), arguments));
  }
}
