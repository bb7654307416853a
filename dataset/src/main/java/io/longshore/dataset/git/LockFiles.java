package io.longshore.dataset.git;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lock files of git and git-annex in one repository. A killed git leaves its lock files, which
 * block every later git.
 */
public final class LockFiles {
  private static final List<String> NAMES =
      List.of("index.lock", "HEAD.lock", "config.lock", "packed-refs.lock", "annex/index.lock");
  private static final String SUFFIX = ".lock";

  private final GitRepository repository;

  public LockFiles(GitRepository repository) {
    this.repository = repository;
  }

  /** The existing lock files. */
  public List<Path> present() throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path folder : folders()) {
      NAMES.stream().map(folder::resolve).filter(Files::exists).forEach(found::add);
      Path refs = folder.resolve("refs");
      if (Files.isDirectory(refs)) {
        Files.walkFileTree(
            refs,
            new SimpleFileVisitor<>() {
              @Override
              public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(SUFFIX)) {
                  found.add(file);
                }
                return FileVisitResult.CONTINUE;
              }

              @Override
              public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
              }
            });
      }
    }
    return found;
  }

  private List<Path> folders() {
    return repository.gitFolder().equals(repository.commonFolder())
        ? List.of(repository.gitFolder())
        : List.of(repository.gitFolder(), repository.commonFolder());
  }

  /** Whether a lock file names a Longshore process that has died. */
  public static boolean isOfDeadRun(Path lock) throws IOException {
    return IndexLock.isOfDeadRun(lock);
  }

  /**
   * A process that works in this repository, as far as the system shows: a git or git-annex with
   * its working folder in the repository, or any process with an open file of the git folder.
   */
  public Optional<ProcessHandle> user() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .filter(process -> standsHere(process) || hasSifOpen(process))
        .findFirst();
  }

  private boolean standsHere(ProcessHandle process) {
    boolean git =
        process
            .info()
            .command()
            .map(command -> Path.of(command).getFileName().toString().startsWith("git"))
            .orElse(false);
    if (!git) {
      return false;
    }
    try {
      Path folder = Path.of("/proc/" + process.pid() + "/cwd").toRealPath();
      return folder.startsWith(repository.root()) || isInGitFolder(folder);
    } catch (IOException e) {
      // The process belongs to another user or has ended.
      return false;
    }
  }

  private boolean hasSifOpen(ProcessHandle process) {
    Path open = Path.of("/proc/" + process.pid() + "/fd");
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(open)) {
      for (Path descriptor : descriptors) {
        if (isInGitFolder(Files.readSymbolicLink(descriptor))) {
          return true;
        }
      }
      return false;
    } catch (IOException | DirectoryIteratorException e) {
      // The process belongs to another user or has ended.
      return false;
    }
  }

  private boolean isInGitFolder(Path path) {
    return path.startsWith(repository.gitFolder()) || path.startsWith(repository.commonFolder());
  }
}
