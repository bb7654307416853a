package io.longshore.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.git.CommitBuilder;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.BlobWriter;
import io.longshore.dataset.git.object.EntryMode;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.ObjectReader;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubdatasetTest {
  private static final RepositoryPath PATH = RepositoryPath.of("images-oci");
  private static final SeedFile SCRIPT =
      new SeedFile(
          RepositoryPath.of("scripts/oci_cmd"),
          EntryMode.EXECUTABLE,
          "#!/bin/sh\n".getBytes(UTF_8));

  @TempDir Path folder;
  private Scratch scratch;
  private GitRepository superdataset;
  private Subdataset subdataset;

  @BeforeEach
  void makeSuperdataset() throws IOException {
    scratch = new Scratch(folder.toRealPath());
    superdataset = scratch.dataset("containers");
    subdataset = new Subdataset(superdataset, PATH);
  }

  /** Registers what was created, in a commit of its own. */
  static void register(GitRepository superdataset, Subdataset subdataset) throws IOException {
    GitRepository created = subdataset.require();
    Optional<ObjectId> base = superdataset.head().commit();
    try (BlobWriter writer = superdataset.openWriter();
        ObjectReader reader = superdataset.openReader();
        CommitBuilder builder = superdataset.buildOn(base)) {
      ObjectId commit =
          builder.commit(
              subdataset.registration(
                  base,
                  created.head().commit().orElseThrow(),
                  Subdataset.datasetId(created),
                  Optional.empty(),
                  reader,
                  writer),
              "Add subdataset\n");
      Scratch.publish(superdataset, base, commit);
    }
    subdataset.activate();
  }

  private GitRepository createAndRegister() throws IOException {
    GitRepository created = DatasetCreation.create(superdataset, subdataset, List.of(SCRIPT));
    register(superdataset, subdataset);
    return created;
  }

  @Test
  void gitAndDataladAgreeThatItIsASubdataset() throws IOException {
    assertInstanceOf(SubdatasetState.Absent.class, subdataset.state());
    GitRepository created = createAndRegister();
    assertInstanceOf(SubdatasetState.Installed.class, subdataset.state());

    String id = Subdataset.datasetId(created);
    String datalad = scratch.run(superdataset.root(), "datalad", "-f", "json", "subdatasets");
    assertTrue(datalad.contains("\"gitmodule_datalad-id\": \"" + id + "\""), datalad);
    assertTrue(datalad.contains("\"state\": \"present\""), datalad);
    String head = created.head().commit().orElseThrow().hex();
    String git = scratch.run(superdataset.root(), "git", "submodule", "status");
    assertTrue(git.startsWith(" " + head + " images-oci"), git);
    scratch.assertClean(superdataset);
    scratch.assertClean(created);
    assertEquals("", scratch.run(superdataset.root(), "git", "fsck", "--no-dangling"));
    assertEquals(
        id,
        scratch.run(
            created.root(), "git", "config", "-f", ".datalad/config", "datalad.dataset.id"));
  }

  @Test
  void itIsRegisteredAsDataladItselfDoesIt() throws IOException {
    createAndRegister();
    GitRepository reference = scratch.dataset("reference");
    scratch.run(reference.root(), "datalad", "create", "-d", ".", "images-oci");
    String uuid = "[0-9a-f]{8}-[0-9a-f-]{27}";
    assertEquals(
        Files.readString(reference.root().resolve(".gitmodules")).replaceAll(uuid, "ID"),
        Files.readString(superdataset.root().resolve(".gitmodules")).replaceAll(uuid, "ID"));
    String submodules = "^submodule\\.";
    assertEquals(
        scratch.run(reference.root(), "git", "config", "--local", "--get-regexp", submodules),
        scratch.run(superdataset.root(), "git", "config", "--local", "--get-regexp", submodules));
  }

  @Test
  void itBeginsWithTheFilesGivenAndNothingIsLeftBehind() throws IOException {
    GitRepository created = createAndRegister();
    assertEquals(
        List.of(
            ".datalad/config",
            ".datalad/providers/oci-registries.cfg",
            ".gitattributes",
            "scripts/oci_cmd"),
        created.entries(created.head().commit().orElseThrow()).stream()
            .map(entry -> entry.path().toString())
            .toList());
    assertTrue(Files.isExecutable(created.root().resolve("scripts/oci_cmd")));
    assertEquals(0, superdataset.workFolder().toFile().list().length);
    assertEquals(Optional.of("SHA256"), attribute(created, "annex.backend", "anything"));
  }

  private Optional<String> attribute(GitRepository repository, String attribute, String path)
      throws IOException {
    String line = scratch.run(repository.root(), "git", "check-attr", attribute, "--", path);
    return Optional.of(line.substring(line.lastIndexOf(' ') + 1));
  }

  @Test
  void dataladSavesAChangeInItAsInAnyOther() throws IOException {
    GitRepository created = createAndRegister();
    scratch.write(created, "README", "hello\n");
    scratch.run(superdataset.root(), "datalad", "save", "-r", "-m", "more");
    scratch.assertClean(superdataset);
    assertTrue(Files.isSymbolicLink(created.root().resolve("README")));
  }

  @Test
  void anInterruptedCreationIsSeen() throws IOException {
    DatasetCreation.create(superdataset, subdataset, List.of(SCRIPT));
    assertInstanceOf(SubdatasetState.NotRegistered.class, subdataset.state());
    register(superdataset, subdataset);
    assertInstanceOf(SubdatasetState.Installed.class, subdataset.state());
    scratch.assertClean(superdataset);
  }

  @Test
  void otherSubmodulesAndTheirEntriesStayAsTheyAre() throws IOException {
    scratch.run(superdataset.root(), "datalad", "create", "-d", ".", "artwork");
    String before = Files.readString(superdataset.root().resolve(".gitmodules"));
    createAndRegister();
    assertTrue(Files.readString(superdataset.root().resolve(".gitmodules")).startsWith(before));
    scratch.assertClean(superdataset);
  }

  @Test
  void inACloneItIsNotInstalledUntilItIs() throws IOException {
    createAndRegister();
    scratch.run(folder, "datalad", "clone", superdataset.root().toString(), "clone");
    GitRepository clone = GitRepository.at(folder.resolve("clone"), scratch.runner());
    Subdataset cloned = new Subdataset(clone, PATH);
    assertInstanceOf(SubdatasetState.NotInstalled.class, cloned.state());
    FailureException failure = assertThrows(FailureException.class, cloned::require);
    assertEquals(FailureKind.DATASET, failure.kind());
    assertTrue(failure.nextStep().startsWith("datalad get -n images-oci"), failure::nextStep);
    assertTrue(
        failure.nextStep().contains("git submodule update --init images-oci"), failure::nextStep);

    scratch.run(clone.root(), "datalad", "get", "-n", "images-oci");
    GitRepository installed = cloned.require();
    assertEquals("refs/heads/master", installed.head().branch());
    scratch.assertClean(clone);
  }

  @Test
  void somethingElseAtItsPlaceIsNotTouched() throws IOException {
    scratch.write(superdataset, "images-oci/mine", "mine\n");
    FailureException failure = assertThrows(FailureException.class, subdataset::state);
    assertEquals(FailureKind.DATASET, failure.kind());
    assertTrue(failure.problem().startsWith("is in the way"), failure::problem);
  }

  @Test
  void withoutDataladInstalledItIsTheSameDataset() throws IOException {
    GitRepository without = GitRepository.at(superdataset.root(), scratch.runnerWithoutDatalad());
    Subdataset sub = new Subdataset(without, PATH);
    DatasetCreation.create(without, sub, List.of(SCRIPT));
    register(without, sub);
    scratch.assertClean(superdataset);
    String datalad = scratch.run(superdataset.root(), "datalad", "-f", "json", "subdatasets");
    assertTrue(datalad.contains("\"state\": \"present\""), datalad);
  }

  @Test
  void aRepositoryWithoutADatasetIdIsNoDataset() throws IOException {
    GitRepository plain = scratch.repository("plain");
    FailureException failure =
        assertThrows(FailureException.class, () -> Subdataset.datasetId(plain));
    assertTrue(failure.problem().contains("no dataset id"), failure::problem);
  }

  @Test
  void aSymbolicLinkIsNoSubdataset() throws IOException {
    GitRepository elsewhere = scratch.repository("elsewhere");
    Files.createSymbolicLink(superdataset.root().resolve("images-oci"), elsewhere.root());
    FailureException failure = assertThrows(FailureException.class, subdataset::state);
    assertTrue(failure.problem().contains("symbolic link"), failure::problem);
  }
}
