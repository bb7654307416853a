package io.longshore.acceptance.guide;

import static io.longshore.acceptance.guide.PublishedCollection.LAYOUT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.longshore.acceptance.add.Workbench;
import io.longshore.acceptance.collection.GitAnnexRelease;
import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.registry.SmallImages;
import io.longshore.loopback.Access;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.MadeImage;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import io.longshore.testing.Extent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers in a fresh clone, from their registries, by git-annex and DataLad alone. */
class RetrievalTest {
  private static final MadeImage IMAGE =
      SmallImages.image(Reference.parse("lab/show:1.0"), 0, Platform.LINUX_AMD64);

  @TempDir Path folder;

  static List<Arguments> releasesAndRegistries() {
    return Extent.asked()
        .of(
            List.of(
                Arguments.of("LONGSHORE_GIT_ANNEX_OLD", "open"),
                Arguments.of("LONGSHORE_GIT_ANNEX_OLD", "token"),
                Arguments.of("LONGSHORE_GIT_ANNEX_NEW", "open"),
                Arguments.of("LONGSHORE_GIT_ANNEX_NEW", "token"),
                Arguments.of("LONGSHORE_GIT_ANNEX_NEWEST", "token")),
            2);
  }

  @ParameterizedTest
  @MethodSource("releasesAndRegistries")
  void layersComeAndGo(String annex, String access) throws IOException {
    LoopbackOptions options =
        access.equals("open")
            ? LoopbackOptions.PLAIN
            : LoopbackOptions.PLAIN
                .withAccess(Access.WithToken.forEverybody())
                .withRedirectedBlobs();
    Workbench workbench = Workbench.in(folder, options).withGitAnnex(annex);
    try (PublishedCollection published = PublishedCollection.of(workbench, IMAGE)) {
      Shell clone = published.clone("clone");
      clone.run("datalad", "get", "--no-data", "images-oci");
      Shell imagesOci = PublishedCollection.imagesOci(clone);
      assertEquals(0, present(imagesOci));

      inTime(imagesOci, "git", "annex", "get", "-q", ".");
      assertEquals(IMAGE.manifest().layers().size(), present(imagesOci));
      imagesOci.run("git", "annex", "fsck", "-q");

      // Nobody but the registry has them: it is asked before they are let go.
      inTime(imagesOci, "git", "annex", "drop", "-q", ".");
      assertEquals(0, present(imagesOci));
      inTime(clone, "datalad", "get", "images-oci/" + LAYOUT);
      assertEquals(IMAGE.manifest().layers().size(), present(imagesOci));
      inTime(clone, "datalad", "drop", "images-oci/" + LAYOUT);
      assertEquals(0, present(imagesOci));
      inTime(imagesOci, "git", "annex", "get", "-q", "--from", "datalad", ".");
      imagesOci.run("git", "annex", "fsck", "-q");
      assertEquals("nothing to save, working tree clean\n", clone.run("datalad", "status", "-r"));
      if (access.equals("token")) {
        changesCanBePushed(published, clone, GitAnnexRelease.verifiesRemotes(clone));
      }
    }
  }

  /**
   * @param verifies whether git-annex wants to have it looked at what a clone has enabled by itself
   */
  private static void changesCanBePushed(
      PublishedCollection published, Shell clone, boolean verifies) {
    Shell imagesOci = PublishedCollection.imagesOci(clone);
    Shell.Result push = push(imagesOci);
    assertEquals(!verifies, push.exitCode() == 0, push.errors());
    String examined = doctor(published, clone);
    assertEquals(verifies, examined.contains("until then git-annex refuses"), examined);
    if (verifies) {
      String next =
          examined.replaceAll("(?s).*: (git -C \\S+ annex verifyremote -- datalad)\n.*", "$1");
      String shown = clone.run("sh", "-c", next);
      imagesOci.run("sh", "-c", shown.replaceAll("(?s).*If so, run: (.*?)\n.*", "$1"));
      assertFalse(doctor(published, clone).contains("refuses"));
      assertPushes(imagesOci);
    }

    // In a clone that Longshore works in, Longshore sees to it.
    imagesOci.run("git", "remote", "remove", "datalad");
    published.workbench().longshore(clone, "init");
    assertPushes(imagesOci);
    assertEquals("datalad\norigin\n", imagesOci.run("git", "remote"));
    inTime(imagesOci, "git", "annex", "drop", "-q", ".");
    inTime(imagesOci, "git", "annex", "get", "-q", "--from", "datalad", ".");

    // As in a clone that was made before DataLad was installed.
    inTime(imagesOci, "git", "annex", "drop", "-q", ".");
    imagesOci.run("git", "remote", "remove", "datalad");
    clone.attempt("scripts/oci_cmd", "run", "images-oci/" + LAYOUT);
    assertEquals(IMAGE.manifest().layers().size(), present(imagesOci));
    assertPushes(imagesOci);
  }

  private static Shell.Result push(Shell repository) {
    return repository.attempt("git", "push", "-q", "origin", "HEAD:refs/heads/mine");
  }

  private static void assertPushes(Shell repository) {
    repository.run("git", "commit", "-q", "--allow-empty", "-m", "Something of mine");
    Shell.Result pushed = push(repository);
    assertEquals(0, pushed.exitCode(), pushed.errors());
  }

  private static String doctor(PublishedCollection published, Shell clone) {
    return published.workbench().attempt(clone, "doctor", "--offline").output();
  }

  private static long present(Shell imagesOci) {
    return imagesOci.run("git", "annex", "find", "--in=here").lines().count();
  }

  /** DataLad waits for an answer at the terminal when it does not know how to ask a registry. */
  private static void inTime(Shell shell, String... command) {
    shell.run(Stream.concat(Stream.of("timeout", "90"), Stream.of(command)).toArray(String[]::new));
  }
}
