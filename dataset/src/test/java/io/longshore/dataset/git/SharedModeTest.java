package io.longshore.dataset.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.Scratch;
import io.longshore.dataset.git.object.BlobWriter;
import io.longshore.dataset.git.object.EntryMode;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TreeChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SharedModeTest {
  @TempDir Path folder;

  /** Whatever git takes: what we make has the mode of what git makes beside it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "group",
        "true",
        "Yes",
        "1",
        "all",
        "world",
        "everybody",
        "2",
        "0660",
        "0640",
        "0664",
        "0600",
        "0770",
        "umask",
        "false",
        "0"
      })
  void whatWeMakeHasTheModeThatGitGives(String value) throws IOException {
    Scratch scratch = new Scratch(folder);
    scratch.repository("shared");
    Path root = folder.resolve("shared");
    scratch.run(root, "git", "config", "core.sharedRepository", value);
    scratch.run(root, "git", "commit", "--quiet", "--allow-empty", "-m", "first");
    scratch.run(root, "git", "update-ref", "refs/kept/folder/name", "HEAD");
    GitRepository repository = GitRepository.at(root, scratch.runner());

    SharedMode mode = repository.sharedMode();

    assertEquals(SharedMode.parse(value), mode);
    Path git = root.resolve(".git");
    Path made = mode.makeFolders(git.resolve("longshore/below"));
    assertEquals(mode(git.resolve("refs/kept/folder")), mode(made));
    assertEquals(mode(git.resolve("refs/kept/folder")), mode(made.getParent()));
    Path file = mode.applyTo(Files.createFile(made.resolve("file")));
    assertEquals(mode(git.resolve("refs/kept/folder/name")), mode(file));
    Path executable = Files.createFile(made.resolve("executable"));
    Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("r-x------"));
    mode.applyTo(executable);
    int bits = mode(executable);
    assertEquals(0, bits & 0222, "what its owner does not write nobody does");
  }

  @ParameterizedTest
  @CsvSource({"group,group", "1,group", "world,all", "0660,0660", "0640,0640"})
  void anotherRepositoryCanBeMadeLikeIt(String value, String shared) {
    assertEquals(Optional.of(shared), SharedMode.parse(value).forInit());
    assertEquals(
        SharedMode.parse(value), SharedMode.parse(SharedMode.parse(value).forInit().orElseThrow()));
  }

  /** git asks only the repository's own configuration of a repository that is there. */
  @Test
  void theConfigurationOfTheUserDoesNotCount() throws IOException {
    Scratch scratch = new Scratch(folder);
    scratch.repository("private");
    scratch.run(folder, "git", "config", "--global", "core.sharedRepository", "world");

    GitRepository repository = GitRepository.at(folder.resolve("private"), scratch.runner());

    assertEquals(SharedMode.PRIVATE, repository.sharedMode());
  }

  /** What is left after a run belongs to all members, whoever comes next. */
  @Test
  void theNextMemberMayUseAllThatIsMade() throws IOException {
    Scratch scratch = new Scratch(folder);
    GitRepository made = scratch.repository("shared");
    scratch.run(made.root(), "git", "config", "core.sharedRepository", "group");
    scratch.write(made, "a/b", "one");
    scratch.commitAll(made, "one");
    GitRepository repository = GitRepository.at(made.root(), scratch.runner());
    DatasetLock.acquire(repository).close();
    try (CommitBuilder builder = repository.buildOn(repository.head().commit());
        BlobWriter writer = repository.openWriter()) {
      ObjectId commit =
          builder.commit(
              List.of(
                  new TreeChange.Put(
                      RepositoryPath.of("a/new/c"), EntryMode.FILE, writer.write("two"))),
              "two\n");
      Scratch.publish(repository, repository.head().commit(), commit);
    }

    assertShared(repository.workFolder());
    assertShared(repository.workFolder().resolve("lock"));
    assertShared(repository.gitFolder().resolve("index"));
    assertShared(repository.root().resolve("a/new"));
    try (Stream<Path> objects = Files.walk(repository.gitFolder().resolve("objects"))) {
      for (Path object : objects.filter(Files::isDirectory).skip(1).toList()) {
        if (!object.endsWith("info") && !object.endsWith("pack")) {
          assertEquals(0020, mode(object) & 0020, object.toString());
        }
      }
    }
  }

  private static void assertShared(Path path) throws IOException {
    int wanted = Files.isDirectory(path) ? 02070 : 0060;
    assertTrue((mode(path) & wanted) == wanted, path + " is " + Integer.toOctalString(mode(path)));
  }

  private static int mode(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:mode") & 07777;
  }
}
