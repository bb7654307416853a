package io.longshore.dataset;

import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.git.BranchAdvance;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.process.ChildObserver;
import io.longshore.dataset.process.CommandResult;
import io.longshore.dataset.process.CommandRunner;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.dataset.process.TypedCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Real repositories in a temporary folder, with an identity and no settings of the machine. */
public final class Scratch {
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  public Scratch(Path folder) throws IOException {
    this.folder = folder;
    Path configuration = folder.resolve("gitconfig");
    Files.writeString(
        configuration,
        """
        [user]
        	name = Ada Example
        	email = ada@example.org
        [init]
        	defaultBranch = master
        [annex "security"]
        	allowed-ip-addresses = 127.0.0.1
        [datalad "ui"]
        	progressbar = none
        """);
    environment.put("GIT_CONFIG_GLOBAL", configuration.toString());
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("HOME", folder.toString());
  }

  public Path folder() {
    return folder;
  }

  public CommandRunner runner() {
    return new LocalCommandRunner(ChildObserver.NONE, environment);
  }

  public CommandRunner runner(ChildObserver observer) {
    return new LocalCommandRunner(observer, environment);
  }

  /** A runner whose children find git and git-annex, but nothing of DataLad's. */
  public CommandRunner runnerWithoutDatalad() throws IOException {
    Path programs = Files.createDirectories(folder.resolve("programs"));
    for (String program : List.of("git", "git-annex", "sh", "cp", "mv", "rm", "uname", "cat")) {
      Path link = programs.resolve(program);
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, installed(program));
    }
    Map<String, String> without = new HashMap<>(environment);
    without.put("PATH", programs.toString());
    return new LocalCommandRunner(ChildObserver.NONE, without);
  }

  /**
   * A runner whose children find git, git-annex and DataLad's special remote.
   *
   * @param starts the file that gets a line for each start of DataLad's special remote
   */
  public CommandRunner runnerThatCountsDatalad(Path starts) throws IOException {
    CommandRunner runner = runnerWithoutDatalad();
    String remote = "git-annex-remote-datalad";
    Path script = folder.resolve("programs").resolve(remote);
    Files.writeString(
        script,
        "#!/bin/sh\necho start >> '%s'\nexec '%s' \"$@\"\n".formatted(starts, installed(remote)));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return runner;
  }

  private static Path installed(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError(program + " is not installed"));
  }

  public String run(Path where, String... argv) throws IOException {
    return runner().run(TypedCommand.of(where, argv)).text();
  }

  public CommandResult tryRun(Path where, String... argv) throws IOException {
    return runner().run(TypedCommand.of(where, argv).accepting(0, 1, 2, 124, 128, 129));
  }

  public GitRepository repository(String name) throws IOException {
    Path root = Files.createDirectories(folder.resolve(name));
    run(root, "git", "init", "--quiet");
    return GitRepository.at(root, runner());
  }

  public AnnexRepository annex(String name) throws IOException {
    return AnnexRepository.initialise(repository(name), name);
  }

  /** What {@code datalad create} makes. */
  public GitRepository dataset(String name) throws IOException {
    run(folder, "datalad", "create", name);
    return GitRepository.at(folder.resolve(name), runner());
  }

  public Path write(GitRepository repository, String path, String content) throws IOException {
    Path file = repository.root().resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  public void commitAll(GitRepository repository, String message) throws IOException {
    run(repository.root(), "git", "add", "--all");
    run(repository.root(), "git", "commit", "--quiet", "-m", message);
  }

  /** Asserts that neither git nor DataLad see anything to save. */
  public void assertClean(GitRepository repository) throws IOException {
    List<String> git =
        run(repository.root(), "git", "status", "--porcelain", "--ignore-submodules=none")
            .lines()
            .toList();
    if (!git.isEmpty()) {
      throw new AssertionError("git status: " + git);
    }
    String datalad = run(repository.root(), "datalad", "-f", "json", "status", "-r");
    if (datalad.lines().anyMatch(line -> !line.contains("\"state\": \"clean\""))) {
      throw new AssertionError("datalad status: " + datalad);
    }
  }

  /** Moves the branch that is checked out, with index and files. */
  public static void publish(GitRepository repository, Optional<ObjectId> from, ObjectId to)
      throws IOException {
    try (BranchAdvance advance =
        BranchAdvance.prepare(repository, repository.head().branch(), from, to, "test")) {
      advance.move();
      advance.bring();
    }
  }
}
