package io.longshore.acceptance.add;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.collection.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collection made from nothing, and one made by other hands that is prepared. */
class InitTest {
  // What git, git-annex and the launcher of the program need, and no DataLad.
  private static final List<String> PROGRAMS =
      List.of(
          "awk",
          "basename",
          "cat",
          "chmod",
          "cmp",
          "cp",
          "cut",
          "dirname",
          "env",
          "expr",
          "find",
          "git",
          "git-annex",
          "grep",
          "head",
          "id",
          "ls",
          "mkdir",
          "mktemp",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sh",
          "sort",
          "stat",
          "tail",
          "touch",
          "tr",
          "uname",
          "wc",
          "xargs");

  @TempDir Path folder;
  private Workbench workbench;

  @BeforeEach
  void prepare() throws IOException {
    workbench = Workbench.in(folder);
  }

  @AfterEach
  void close() {
    workbench.close();
  }

  @Test
  void aNewCollectionIsADatasetLikeAnyOther() {
    Shell shell = workbench.init("collection");
    assertIsSound(shell);
    assertEquals(
        "./images-oci\n",
        shell.run("git", "config", "-f", ".gitmodules", "submodule.images-oci.url"));
    for (String script : new String[] {"oci_cmd", "migrate_to_oci", "singularity_cmd"}) {
      assertTrue(Files.isExecutable(shell.folder().resolve("scripts").resolve(script)), script);
    }
    Shell imagesOci = shell.at(shell.folder().resolve("images-oci"));
    assertTrue(Files.isExecutable(imagesOci.folder().resolve("scripts/oci_cmd")));
    assertEquals("", imagesOci.run("git", "annex", "find", "--not", "--in", "datalad"));
  }

  @Test
  void aSecondTimeThereIsNothingToDo() throws IOException {
    Shell shell = workbench.init("collection");
    Snapshot before = Snapshot.of(shell);
    for (Shell where : new Shell[] {shell, shell.at(shell.folder().resolve("images-oci"))}) {
      Shell.Result again = workbench.longshore(where, "init");
      assertTrue(again.errors().contains("nothing to do"), again.errors());
      assertEquals(before, Snapshot.of(shell));
    }
  }

  @Test
  void aCloneInstallsImagesOciWithDataladAndWithGitAlone() {
    workbench.init("collection");
    workbench.shell().run("datalad", "clone", "collection", "of-datalad");
    workbench.at("of-datalad").run("datalad", "get", "-n", "images-oci");
    assertTrue(Files.exists(folder.resolve("of-datalad/images-oci/.gitattributes")));
    workbench.shell().run("git", "clone", "-q", "collection", "of-git");
    workbench
        .at("of-git")
        .run("git", "-c", "protocol.file.allow=always", "submodule", "update", "-q", "--init");
    assertTrue(Files.exists(folder.resolve("of-git/images-oci/.gitattributes")));
  }

  @Test
  void whatOtherHandsMadeIsCompletedAndKept() throws IOException {
    workbench.shell().run("datalad", "create", "collection");
    Shell shell = workbench.at("collection");
    shell.run("datalad", "create", "-d", ".", "images-oci");
    Path own = shell.folder().resolve("scripts/singularity_cmd");
    Files.createDirectories(own.getParent());
    Files.writeString(own, "#!/bin/sh\nexec singularity \"$@\"\n");
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxr-xr-x"));
    shell.run("datalad", "save", "--to-git", "-m", "A script of its own");
    Shell imagesOci = shell.at(shell.folder().resolve("images-oci"));
    String id = imagesOci.run("git", "config", "-f", ".datalad/config", "datalad.dataset.id");
    String attributes = Files.readString(imagesOci.folder().resolve(".gitattributes"));

    workbench.longshore(shell, "init", "--images-oci-url", "https://hub.example.org/images-oci");

    assertIsSound(shell);
    assertEquals("#!/bin/sh\nexec singularity \"$@\"\n", Files.readString(own));
    assertEquals(id, imagesOci.run("git", "config", "-f", ".datalad/config", "datalad.dataset.id"));
    String completed = Files.readString(imagesOci.folder().resolve(".gitattributes"));
    assertTrue(completed.startsWith(attributes), completed);
    assertTrue(completed.contains("**/blobs/sha256/* annex.largefiles=anything"), completed);
    assertEquals(
        "https://hub.example.org/images-oci\n",
        shell.run("git", "config", "-f", ".gitmodules", "submodule.images-oci.url"));
    Shell.Result again = workbench.longshore(shell, "init");
    assertTrue(again.errors().contains("nothing to do"), again.errors());
  }

  @Test
  void aFolderInsideADatasetIsNotMadeOneByMistake() {
    workbench.init("collection");
    Shell.Result result = workbench.attempt(workbench.shell(), "init", "collection/images/typo");
    assertEquals(2, result.exitCode(), result.errors());
    assertTrue(result.errors().contains("lies in the dataset"), result.errors());
    assertFalse(Files.exists(folder.resolve("collection/images")));
  }

  @Test
  void itNeedsNoDatalad() throws IOException {
    Path programs = Files.createDirectories(folder.resolve("programs"));
    for (String name : PROGRAMS) {
      Files.createSymbolicLink(programs.resolve(name), Path.of("/usr/bin", name));
    }
    Workbench without = workbench.with(workbench.shell().with("PATH", programs.toString()));
    assertTrue(without.shell().attempt("sh", "-c", "command -v datalad").exitCode() != 0);
    without.init("collection");
    assertIsSound(workbench.at("collection"));
  }

  private static void assertIsSound(Shell shell) {
    assertEquals("", shell.run("git", "status", "--porcelain"));
    assertEquals("nothing to save, working tree clean\n", shell.run("datalad", "status", "-r"));
    assertEquals("subdataset(ok): images-oci (dataset)\n", shell.run("datalad", "subdatasets"));
    assertTrue(
        shell.run("git", "submodule", "status").matches(" [0-9a-f]{40} images-oci \\(.*\\)\n"));
    assertEquals(
        shell.run(
            "git", "-C", "images-oci", "config", "-f", ".datalad/config", "datalad.dataset.id"),
        shell.run("git", "config", "-f", ".gitmodules", "submodule.images-oci.datalad-id"));
  }
}
