package io.longshore.collection.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.longshore.dataset.annex.ContentPlaces;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.dataset.process.TypedCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusMemoryTest {
  private static final StatusSurvey SURVEY =
      new StatusSurvey(
          "/data/.git/modules/images-oci",
          List.of(
              new StatusSurvey.Sif(
                  new ImageStatus.Migrated(
                      "images/app--1.sif",
                      "app--1.oci",
                      "docker.io/library/äpp:1",
                      2,
                      3_000_000_000L,
                      OptionalLong.of(7),
                      false,
                      List.of("app", "app-old")),
                  "SHA256E-s7--aa.sif",
                  new ContentPlaces(List.of("annex/objects/a/b/c", "annex/objects/aaa/bbb/c"))),
              new StatusSurvey.Sif(
                  new ImageStatus.Migrated(
                      "images/b--1.sif",
                      "b--1.oci",
                      "",
                      0,
                      0,
                      OptionalLong.empty(),
                      false,
                      List.of()),
                  "",
                  ContentPlaces.NONE)),
          List.of(new StatusSurvey.Layer(5, new ContentPlaces(List.of("x")))),
          List.of(
              new ImageStatus.Pending("images/Singularity.a", "a:1", Optional.empty()),
              new ImageStatus.NotEligible("images/Singularity.b", "is not auto-generated"),
              new ImageStatus.WithoutRecipe(
                  "images/c.sing", Optional.of("c:1"), "its name", Optional.empty()),
              new ImageStatus.WithoutRecipe(
                  "images/d.sing", Optional.empty(), "origin unknown", Optional.empty())));

  @TempDir private Path folder;
  private Path root;
  private Path imagesOci;
  private int made;

  @BeforeEach
  void layOut() throws IOException {
    root = Files.createDirectory(folder.resolve("dataset"));
    imagesOci = Files.createDirectory(root.resolve("images-oci"));
    for (Path repository : List.of(root, imagesOci)) {
      git(repository, "init", "--quiet");
      git(repository, "config", "user.name", "Ada Example");
      git(repository, "config", "user.email", "ada@example.org");
      git(repository, "commit", "--quiet", "--allow-empty", "-m", "begin");
      git(repository, "branch", "git-annex");
    }
  }

  private static void git(Path where, String... arguments) throws IOException {
    String[] command = Stream.concat(Stream.of("git"), Stream.of(arguments)).toArray(String[]::new);
    new LocalCommandRunner().run(TypedCommand.of(where, command));
  }

  private Path caches() {
    return folder.resolve("caches");
  }

  /** How often a survey has been made when status has been asked for once more. */
  private int madeFor(String program) throws IOException {
    StatusSurvey told =
        StatusMemory.in(caches(), program)
            .recall(
                GitRepository.at(root, new LocalCommandRunner()),
                () -> {
                  made++;
                  return SURVEY;
                });
    assertEquals(SURVEY, told);
    return made;
  }

  private int made() throws IOException {
    return madeFor("a program");
  }

  private Path file() throws IOException {
    try (Stream<Path> files = Files.list(caches().resolve("longshore/status"))) {
      return files.toList().getFirst();
    }
  }

  @Test
  void whatWasMadeIsRecalled() throws IOException {
    assertEquals(1, made());
    assertEquals(1, made());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
  }

  @Test
  void itIsMadeAnewWhenAnythingItWasMadeFromHasChanged() throws IOException {
    made();
    git(root, "commit", "--quiet", "--allow-empty", "-m", "more");
    assertEquals(2, made());
    git(imagesOci, "commit", "--quiet", "--allow-empty", "-m", "more");
    assertEquals(3, made());
    for (Path repository : List.of(root, imagesOci)) {
      int before = made();
      git(repository, "branch", "--force", "git-annex", "HEAD");
      git(repository, "update-ref", "refs/remotes/origin/git-annex", "HEAD");
      assertEquals(before + 1, made());
      git(repository, "config", "remote.origin.annex-ignore", "true");
      assertEquals(before + 2, made());
    }
    int before = made();
    assertEquals(before + 1, madeFor("another program"));
  }

  @Test
  void nothingIsRecalledOrKeptWhileGitAnnexHasAJournal() throws IOException {
    Path journal = Files.createDirectories(imagesOci.resolve(".git/annex/journal"));
    Path entry = Files.createFile(journal.resolve("a_b.log"));
    assertEquals(1, made());
    assertEquals(2, made());
    Files.delete(entry);
    assertEquals(3, made());
    assertEquals(3, made());
    Files.createFile(entry);
    assertEquals(4, made());
  }

  @Test
  void nothingIsKeptOfASurveyDuringWhichSomebodyCommitted() throws IOException {
    GitRepository git = GitRepository.at(root, new LocalCommandRunner());
    StatusMemory.in(caches(), "a program")
        .recall(
            git,
            () -> {
              git(root, "commit", "--quiet", "--allow-empty", "-m", "meanwhile");
              return SURVEY;
            });
    assertEquals(1, made());
  }

  @Test
  void aFileThatIsNotWholeIsNotBelieved() throws IOException {
    made();
    byte[] whole = Files.readAllBytes(file());
    for (int at : new int[] {0, 70, 140, whole.length - 1}) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      Files.write(file(), damaged);
      int before = made;
      assertEquals(before + 1, made(), "byte " + at);
    }
    Files.write(file(), new byte[3]);
    int before = made;
    assertEquals(before + 1, made());
  }

  @Test
  void whatCannotBeKeptIsMadeEachTime() throws IOException {
    Files.writeString(caches(), "no folder");
    assertEquals(1, made());
    assertEquals(2, made());
  }

  @Test
  void bytesThatAreNoSurveyAreRefused() throws IOException {
    byte[] whole = SurveyFormat.write(SURVEY);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(IOException.class, () -> SurveyFormat.read(cut), "cut to " + length);
    }
  }
}
