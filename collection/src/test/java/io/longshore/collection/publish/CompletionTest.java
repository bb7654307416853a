package io.longshore.collection.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.migrate.MigratedCollection;
import io.longshore.collection.session.StopRequest;
import io.longshore.collection.setup.CollectionSetup;
import io.longshore.collection.verify.Verification;
import io.longshore.collection.verify.report.CheckResult;
import io.longshore.collection.verify.report.Finding;
import io.longshore.collection.verify.report.VerificationReport;
import io.longshore.ground.FailureException;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.LoopbackRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A collection that others began, with images-oci and scripts of their own. */
class CompletionTest {
  private static final String THEIRS = "#!/bin/bash\napptainer \"$@\"\n";

  @TempDir Path folder;

  @Test
  void whatImagesRelyOnComesWithTheFirstOfThem() throws IOException {
    try (LoopbackRegistry registry = LoopbackRegistry.start(LoopbackOptions.PLAIN)) {
      registry.addImage("bids/app", "1.0", MigratedCollection.image("bin/app").make());
      registry.addImage("tools/plain", "2", MigratedCollection.image("bin/plain").make());
      MigratedCollection collection =
          MigratedCollection.unmigrated(folder.resolve("begun"), registry.host());
      // As "datalad create -d . images-oci" leaves it.
      collection.git("init", "--quiet", "--initial-branch=master", "images-oci");
      collection.gitInImagesOci("config", "user.name", "Ada Example");
      collection.gitInImagesOci("config", "user.email", "ada@example.org");
      collection.gitInImagesOci("annex", "init", "--quiet", "layouts");
      collection.write(
          "images-oci/.datalad/config",
          "[datalad \"dataset\"]\n\tid = 5f2e3d4c-0000-4000-8000-123456789abc\n");
      collection.write("images-oci/.gitattributes", "* annex.backend=MD5E\n* text eol=crlf\n");
      collection.write(
          ".gitmodules",
          """
          [submodule "images-oci"]
          	path = images-oci
          	url = ./images-oci
          	datalad-id = 5f2e3d4c-0000-4000-8000-123456789abc
          """);
      collection.write("scripts/oci_cmd", THEIRS);
      collection.commitAll();
      VerificationReport before = Verification.verify(collection.root(), List.of());
      assertTrue(
          findings(before).stream()
              .anyMatch(finding -> finding.subject().equals("images-oci/scripts/oci_cmd")),
          before::toString);

      collection.migrate();

      assertEquals(List.of(), findings(Verification.verify(collection.root(), List.of())));
      assertEquals(THEIRS, Files.readString(collection.root().resolve("scripts/oci_cmd.kept")));
      for (Path dataset : List.of(collection.root(), collection.imagesOci())) {
        assertTrue(Files.isExecutable(dataset.resolve("scripts/oci_cmd")));
      }
      String index =
          Files.readString(
              collection.imagesOci().resolve(MigratedCollection.APP_LAYOUT + "/index.json"));
      assertFalse(index.contains("\r"), "converted");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scripts/oci_cmd", "scripts/singularity_cmd", "scripts/.gitattributes"})
  void whatGitIgnoresIsNotReplaced(String theirs) throws IOException {
    MigratedCollection collection =
        MigratedCollection.unmigrated(folder.toRealPath().resolve("own"), "localhost");
    collection.write(".gitignore", "scripts/\n");
    collection.commitAll();
    collection.write(theirs, THEIRS);
    FailureException refused =
        assertThrows(FailureException.class, () -> init(collection.root()).run());
    assertTrue(refused.problem().endsWith(": " + theirs), refused::problem);
    assertEquals(THEIRS, Files.readString(collection.root().resolve(theirs)));
    assertFalse(Files.exists(collection.imagesOci()));

    collection.delete(theirs);
    init(collection.root()).run();
    collection.git("rm", "--quiet", theirs);
    collection.git("commit", "--quiet", "-m", "One of our own");
    collection.write(theirs, THEIRS);
    assertThrows(FailureException.class, () -> init(collection.root()).run());
    assertEquals(THEIRS, Files.readString(collection.root().resolve(theirs)));
  }

  private static CollectionSetup init(Path root) {
    return new CollectionSetup(
        root,
        /* exactly= */ true,
        Optional.empty(),
        (subject, problem) -> {
          throw new AssertionError(subject + ": " + problem);
        },
        new StopRequest());
  }

  private static List<Finding> findings(VerificationReport report) {
    return report.checks().stream().map(CheckResult::findings).flatMap(List::stream).toList();
  }
}
