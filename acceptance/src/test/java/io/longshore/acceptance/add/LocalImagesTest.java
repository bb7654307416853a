package io.longshore.acceptance.add;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.collection.Snapshot;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.TarLayer;
import io.longshore.testing.MadeElf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Images that lie on this machine, in the forms skopeo writes. */
class LocalImagesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SIF = "images/lab/lab-tool--1.0.sif";
  private static final MadeImage IMAGE =
      ImageMaker.create()
          .layer(TarLayer.create().file("bin/tool", 0755, MadeElf.program()).toBytes())
          .layer(TarLayer.create().file("etc/second", 0644, "layer\n").toBytes())
          .entrypoint("/bin/tool")
          .make();

  @TempDir static Path folder;
  private static Workbench workbench;
  private static int copies;
  private Shell shell;

  @BeforeAll
  static void makeForms() throws IOException {
    workbench = Workbench.in(folder);
    workbench.init("prepared");
    IMAGE.writeLayout(Files.createDirectory(folder.resolve("layout")), Map.of());
    Shell here = workbench.shell();
    here.run("skopeo", "copy", "-q", "oci:layout", "oci:tagged:1.0");
    here.run("skopeo", "copy", "-q", "oci:layout", "oci-archive:image.tar:1.0");
    here.run("skopeo", "copy", "-q", "oci:layout", "docker-archive:docker.tar:lab/tool:1.0");
    here.run("gzip", "-k", "docker.tar");
  }

  @BeforeEach
  void copyThePreparedCollection() {
    shell = workbench.copy("prepared", "collection-" + copies++);
  }

  @AfterAll
  static void close() {
    workbench.close();
  }

  @ParameterizedTest
  @CsvSource({
    "oci:../tagged:1.0, oci:tagged:1.0",
    "oci-archive:../image.tar:1.0, oci-archive:image.tar:1.0",
    "oci-archive:../image.tar, oci-archive:image.tar",
    "docker-archive:../docker.tar, docker-archive:docker.tar",
    "docker-archive:../docker.tar:lab/tool:1.0, docker-archive:docker.tar:lab/tool:1.0",
    "docker-archive:../docker.tar.gz, docker-archive:docker.tar.gz"
  })
  void isAddedWithoutUrlsAndSaysSo(String origin, String recorded) throws IOException {
    Shell.Result result = workbench.longshore(shell, "add", origin, "--image", SIF);

    assertTrue(
        result.errors().contains("2 layers have no URL, as the image came from no registry"));
    String index =
        Files.readString(shell.folder().resolve("images-oci/lab/lab-tool--1.0.oci/index.json"));
    assertEquals(
        recorded,
        JSON.readTree(index)
            .path("annotations")
            .path("org.datalad.container.image.source")
            .asString());
    assertFalse(index.contains(folder.toString()), index);
    Shell imagesOci = shell.at(shell.folder().resolve("images-oci"));
    List<String> withoutUrl =
        imagesOci
            .run(
                "git", "annex", "find", "--not", "--in", "datalad", "--and", "--not", "--in", "web")
            .lines()
            .toList();
    assertEquals(2, withoutUrl.size(), withoutUrl.toString());
    assertEquals("nothing to save, working tree clean\n", shell.run("datalad", "status", "-r"));
    Shell.Result verified = workbench.longshore(shell, "verify");
    assertTrue(verified.output().contains("came from no registry"), verified.output());
    assertEquals("", shell.run("git", "-C", "images-oci", "annex", "fsck", "-q"));
    shell.run("skopeo", "inspect", "oci:images-oci/lab/lab-tool--1.0.oci");
  }

  @Test
  void aLayoutKeepsItsManifest() throws IOException {
    workbench.longshore(shell, "add", "oci:../layout", "--image", SIF);
    String index =
        Files.readString(shell.folder().resolve("images-oci/lab/lab-tool--1.0.oci/index.json"));
    assertTrue(index.contains(IMAGE.digest().toString()), index);
  }

  @ParameterizedTest
  @CsvSource({
    "2, oci:../absent, is no image layout",
    "2, oci:../tagged:2.0, name one of those in it: 1.0",
    "2, oci-archive:../absent.tar, is not there",
    "1, oci-archive:../docker.tar, has no index.json in it",
    "1, docker-archive:../image.tar, has no manifest.json in it",
    "1, docker-archive:../docker.tar:lab/tool:2, NAME is one of docker.io/lab/tool:1.0",
    "1, docker-archive:../layout/index.json, the archive ends within a header"
  })
  void whatIsNotThereOrNotThatIsSaidAndLeavesNothing(int exitCode, String origin, String words)
      throws IOException {
    Snapshot before = Snapshot.of(shell);
    Shell.Result result = workbench.attempt(shell, "add", origin, "--image", SIF);
    assertEquals(exitCode, result.exitCode(), result.errors());
    assertTrue(result.errors().contains(words), result.errors());
    assertEquals(before, Snapshot.of(shell));
    assertFalse(Files.exists(shell.folder().resolve(".git/longshore/staging")));
  }

  @Test
  void withoutAPathItAsksForOne() throws IOException {
    Shell.Result result = workbench.attempt(shell, "add", "oci:../layout");
    assertEquals(2, result.exitCode(), result.errors());
    assertTrue(result.errors().contains("--image images/FAMILY/FAMILY-NAME--VERSION.sif"));
  }
}
