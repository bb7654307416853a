package io.longshore.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.cli.doctor.Diagnosis.Level;
import io.longshore.collection.stage.SpaceBudget;
import io.longshore.dataset.RegistryProvider;
import io.longshore.dataset.process.BatchProcess;
import io.longshore.dataset.process.ChildObserver;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandResult;
import io.longshore.dataset.process.CommandRunner;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.dataset.process.TypedCommand;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Repository;
import io.longshore.oci.registry.StoredCredentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthChecksTest {
  @TempDir Path folder;

  /** Programs that answer with a text, or are not there. */
  private record Programs(Map<String, String> answers) implements CommandRunner {
    @Override
    public CommandResult run(Command command) throws IOException {
      String answer = answers.get(String.join(" ", command.argv()));
      if (answer == null) {
        throw new FailureException(
            FailureKind.TOOL, command.shortName(), "is not installed", "install it");
      }
      return new CommandResult(0, answer.getBytes(StandardCharsets.UTF_8), "");
    }

    @Override
    public BatchProcess start(Command command) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isInstalled(String program) {
      return answers.keySet().stream().anyMatch(line -> line.split(" ")[0].equals(program));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "25.0.1+8, 536870912, OK",
    "26, 536870912, OK",
    "21.0.2, 536870912, PROBLEM",
    "25, 104857600, WARNING"
  })
  void looksAtJava(String version, long heap, Level level) {
    assertEquals(level, level(new JavaCheck(Runtime.Version.parse(version), heap).examine()));
  }

  @ParameterizedTest
  @CsvSource({
    "git version 2.39.5, OK",
    "git version 2.31.0 (Apple Git-1), OK",
    "git version 2.30.2, PROBLEM",
    "git version 1.8, PROBLEM"
  })
  void looksAtGit(String answer, Level level) throws IOException {
    assertEquals(
        level, level(new GitCheck(new Programs(Map.of("git --version", answer))).examine()));
  }

  @ParameterizedTest
  @CsvSource({
    "10.20250416-gabcdef, OK",
    "11.20270101, OK",
    "10.20230126, WARNING",
    "8.20210223, PROBLEM"
  })
  void looksAtGitAnnex(String answer, Level level) throws IOException {
    Programs programs = new Programs(Map.of("git annex version --raw", answer));
    assertEquals(level, level(new GitAnnexCheck(programs).examine()));
  }

  @Test
  void looksForDataladAndItsExtension() throws IOException {
    assertEquals(Level.WARNING, level(new DataladCheck(new Programs(Map.of())).examine()));
    Programs all =
        new Programs(
            Map.of(
                "datalad --version", "datalad 1.1.0",
                "git-annex-remote-datalad", "",
                "datalad containers-run --version", "datalad_container 1.2.5"));
    assertEquals(
        List.of(Diagnosis.ok("datalad 1.1.0"), Diagnosis.ok("datalad_container 1.2.5")),
        new DataladCheck(all).examine());
  }

  @Test
  void looksForWhatRunsImages() throws IOException {
    assertEquals(Level.WARNING, level(new ContainerRuntimeCheck(new Programs(Map.of())).examine()));
    Programs singularity =
        new Programs(Map.of("singularity --version", "singularity-ce version 4.1.0"));
    assertEquals(
        List.of(Diagnosis.ok("singularity-ce version 4.1.0")),
        new ContainerRuntimeCheck(singularity).examine());
  }

  @Test
  void neverShowsThePasswordOfAProxy() {
    List<Diagnosis> good =
        new ProxyCheck(
                Map.of("https_proxy", "http://ada:secret@proxy.example:3128", "NO_PROXY", "here"))
            .examine();
    assertEquals(
        List.of(
            Diagnosis.ok("https_proxy proxy.example:3128, with a login"),
            Diagnosis.ok("NO_PROXY here")),
        good);
    List<Diagnosis> bad = new ProxyCheck(Map.of("HTTP_PROXY", "socks://secret@x")).examine();
    assertEquals(Level.PROBLEM, level(bad));
    assertFalse(bad.toString().contains("secret"));
    assertEquals(List.of(Diagnosis.ok("none")), new ProxyCheck(Map.of()).examine());
  }

  @Test
  void triesTheFolderForNativeLibraries() throws IOException {
    LocalCommandRunner runner = new LocalCommandRunner();
    assertEquals(Level.OK, level(new TemporaryFolderCheck(folder, runner).examine()));
    assertEquals(
        Level.PROBLEM, level(new TemporaryFolderCheck(folder.resolve("absent"), runner).examine()));
    assertEquals(
        Level.PROBLEM,
        level(new TemporaryFolderCheck(folder, new Programs(Map.of())).examine()),
        "a folder that does not let programs be run");
    try (var left = Files.list(folder)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void loadsTheCompressors() throws IOException {
    assertEquals(Level.OK, level(new CompressorCheck().examine()));
  }

  @ParameterizedTest
  @CsvSource({"500000000, PROBLEM", "5000000000, WARNING", "50000000000, OK"})
  void looksForRoomOnEachFileSystemOnce(long bytes, Level level) throws IOException {
    repository(folder);
    SpaceBudget.Disks space =
        new SpaceBudget.Disks() {
          @Override
          public Object fileSystem(Path path) {
            return "the only one";
          }

          @Override
          public long free(Path path) {
            return bytes;
          }
        };
    List<Diagnosis> found = new DiskCheck(dataset(), folder, space).examine();
    assertEquals(1, found.size());
    assertEquals(level, level(found));
  }

  @Test
  void saysWhereThereIsNoDataset() throws IOException {
    assertEquals(Level.WARNING, level(new DatasetCheck(dataset()).examine()));
    assertEquals(Level.OK, level(new BranchCheck(dataset()).examine()));
    assertEquals(Level.OK, level(new ProviderCheck(dataset()).examine()));
  }

  @Test
  void looksAtTheDatasetAndItsBranch() throws IOException {
    repository(folder);
    List<Diagnosis> fresh = new DatasetCheck(dataset()).examine();
    assertEquals(Level.PROBLEM, level(fresh));
    assertTrue(fresh.getFirst().nextStep().endsWith(" annex init"), fresh::toString);
    git("annex", "init", "--quiet");
    assertEquals(Level.OK, level(new DatasetCheck(dataset()).examine()));
    assertEquals(Level.OK, level(new IdentityCheck(dataset()).examine()));
    assertTrue(new BranchCheck(dataset()).examine().getFirst().text().endsWith("is on master"));

    git("checkout", "--quiet", "-b", "adjusted/master(unlocked)");
    List<Diagnosis> adjusted = new BranchCheck(dataset()).examine();
    assertEquals(Level.PROBLEM, level(adjusted));
    assertTrue(
        adjusted.getFirst().nextStep().matches(".* git -C \\S+ checkout master"),
        adjusted::toString);
  }

  @Test
  void missesTheProviderFile() throws IOException {
    repository(folder);
    assertEquals(Level.OK, level(new PreparationCheck(dataset()).examine()));
    Path imagesOci = Files.createDirectory(folder.resolve("images-oci"));
    repository(imagesOci);
    assertTrue(
        new PreparationCheck(dataset())
            .examine().stream()
                .anyMatch(found -> found.text().startsWith("images-oci/scripts/oci_cmd ")));
    assertEquals(Level.PROBLEM, level(new ProviderCheck(dataset()).examine()));
    Path file = imagesOci.resolve(".datalad/providers/oci-registries.cfg");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "[provider:mine]\n");
    assertEquals(Level.WARNING, level(new ProviderCheck(dataset()).examine()));
    Files.write(file, RegistryProvider.content());
    assertEquals(Level.OK, level(new ProviderCheck(dataset()).examine()));
  }

  @Test
  void asksTheRegistriesOfTheCollection() throws IOException {
    repository(folder);
    Files.createDirectories(folder.resolve("images/x"));
    for (String host : List.of("good.example", "bad.example", "mirrored.example")) {
      Files.writeString(
          folder.resolve("images/x/Singularity." + host),
          "# Automagically prepared\nBootstrap: docker\nFrom: " + host + "/x/y:1\n");
    }
    git("add", "images");
    git("commit", "--quiet", "-m", "recipes");
    Registries registries =
        new Registries() {
          @Override
          public String reach(Repository repository) throws IOException {
            return switch (repository.registry()) {
              case "good.example" -> "good.example";
              case "mirrored.example" -> "mirror.example";
              default ->
                  throw new FailureException(
                      FailureKind.NETWORK, repository.registry(), "does not answer", "wait");
            };
          }

          @Override
          public StoredCredentials credentials(Repository repository) {
            return switch (repository.registry()) {
              case "good.example" -> new StoredCredentials(true, List.of());
              case "bad.example" -> new StoredCredentials(false, List.of("auth.json is no JSON"));
              default -> new StoredCredentials(false, List.of());
            };
          }
        };
    assertEquals(
        List.of(
            Diagnosis.problem("bad.example: does not answer", "wait"),
            Diagnosis.ok("good.example answers"),
            Diagnosis.ok("mirrored.example is served by the mirror mirror.example")),
        new RegistryCheck(dataset(), registries).examine());
    assertEquals(
        List.of(
            Diagnosis.warning(
                "bad.example: auth.json is no JSON", "repair it, or: docker login bad.example"),
            Diagnosis.ok("stored for good.example"),
            Diagnosis.ok("none stored for mirrored.example")),
        new CredentialsCheck(dataset(), registries).examine());
  }

  @Test
  void namesOfChecksAreDifferent() {
    List<HealthCheck> checks = Checkup.of(folder, false);
    assertEquals(checks.size(), Set.copyOf(checks.stream().map(HealthCheck::name).toList()).size());
    assertEquals(checks.size() - 1, Checkup.of(folder, true).size());
  }

  @ParameterizedTest
  @CsvSource({
    "10.20261026, automatic, WARNING",
    "11.1-g1234567, manual, WARNING",
    "10.20261026, verified, OK",
    "10.20250416, automatic, OK"
  })
  void looksForRemotesThatKeepFromPushing(String release, String verified, Level level)
      throws IOException {
    repository(folder);
    Path imagesOci = folder.resolve("images-oci");
    repository(Files.createDirectory(imagesOci));
    git(imagesOci, "config", "remote.a b.annex-uuid", "cf13d535-b47c-5df6-8590-0793cb08a90a");
    git(imagesOci, "config", "remote.a b.annex-verified", verified);
    Path programs = Files.createDirectory(folder.resolve("programs"));
    Path annex =
        Files.writeString(programs.resolve("git-annex"), "#!/bin/sh\necho " + release + "\n");
    assertTrue(annex.toFile().setExecutable(true));
    LocalCommandRunner runner =
        new LocalCommandRunner(
            ChildObserver.NONE, Map.of("PATH", programs + ":" + System.getenv("PATH")));
    List<Diagnosis> found = new RemotesCheck(new DatasetUnderTest(folder, runner)).examine();
    assertEquals(level, level(found));
    if (level != Level.OK) {
      String next = found.getFirst().nextStep();
      assertTrue(next.endsWith("images-oci annex verifyremote -- 'a b'"), next);
    }
  }

  private DatasetUnderTest dataset() {
    return new DatasetUnderTest(folder, new LocalCommandRunner());
  }

  private static Level level(List<Diagnosis> diagnoses) {
    return diagnoses.stream().map(Diagnosis::level).max(Level::compareTo).orElseThrow();
  }

  private void git(String... arguments) throws IOException {
    git(folder, arguments);
  }

  private static void repository(Path root) throws IOException {
    git(root, "init", "--quiet", "--initial-branch=master");
    git(root, "config", "user.name", "Ada Example");
    git(root, "config", "user.email", "ada@example.org");
    git(root, "commit", "--quiet", "--allow-empty", "-m", "begin");
  }

  private static void git(Path root, String... arguments) throws IOException {
    String[] command = new String[arguments.length + 1];
    command[0] = "git";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    new LocalCommandRunner().run(TypedCommand.of(root, command));
  }
}
