package io.longshore.acceptance.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.collection.SmallCollection;
import io.longshore.acceptance.collection.Snapshot;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.TarLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are too small, or become so. */
class SpaceTest {
  private static final int NOISE_BYTES = 20 << 20;

  @TempDir Path folder;

  private SmallCollection onDiskOf(String size, int images) throws IOException {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Shell.in(folder).run("mount", "-t", "tmpfs", "-o", "size=" + size, "none", disk.toString());
    return SmallCollection.of(
        folder, disk.resolve("containers"), LoopbackOptions.PLAIN, images, shell -> shell);
  }

  private void unmount() {
    Shell.in(folder).run("umount", folder.resolve("disk").toString());
  }

  @Test
  void aMigrationThatCannotFitIsRefusedWithFiguresBeforeItBegins() throws IOException {
    try (SmallCollection small = onDiskOf("115m", 3)) {
      for (int image = 0; image < 3; image++) {
        byte[] noise = new byte[NOISE_BYTES];
        new Random(image).nextBytes(noise);
        small
            .registry()
            .addImage(
                "bids/app-" + image,
                "1.0",
                ImageMaker.create()
                    .plainLayer(TarLayer.create().file("noise", 0644, noise).toBytes())
                    .make());
      }
      // git-annex would keep 100 MB free.
      Files.writeString(
          small.program().home().resolve(".gitconfig"), "[annex]\n\tdiskreserve = 1M\n");
      Snapshot before = Snapshot.of(small.shell());
      Shell.Result refused = small.migrate();
      assertEquals(1, refused.exitCode(), refused.errors());
      assertTrue(
          refused
              .errors()
              .contains("3 images: needs about 63 MB of layers and 63 MB of SIFs, and "),
          refused.errors());
      assertTrue(refused.errors().contains("are free at "), refused.errors());
      assertEquals(before, Snapshot.of(small.shell()));
      assertFalse(Files.exists(small.dataset().path("images-oci")));

      Shell.Result dropped = small.migrate("--drop-layers-after-build", "--jobs", "1");
      assertEquals(0, dropped.exitCode(), dropped.errors());
      assertEquals("", small.dataset().imagesOci().run("git", "annex", "find", "--in=here"));
    } finally {
      unmount();
    }
  }

  @Test
  void droppedLayersComeBackFromTheirRegistry() throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, LoopbackOptions.PLAIN, 3)) {
      Shell.Result result = small.migrate("--drop-layers-after-build");
      assertEquals(0, result.exitCode(), result.errors());
      Shell imagesOci = small.dataset().imagesOci();
      assertEquals("", imagesOci.run("git", "annex", "find", "--in=here"));
      assertEquals("", imagesOci.run("git", "status", "--porcelain"));
      Shell.Result verified = small.program().run(small.shell(), "verify");
      assertEquals(0, verified.exitCode(), verified.errors());
      imagesOci.run(
          "git", "-c", "annex.security.allowed-ip-addresses=all", "annex", "get", "--quiet", ".");
      assertFalse(imagesOci.run("git", "annex", "find", "--in=here").isEmpty());
      RegistryFaultsTest.assertInOrder(small);
    }
  }

  @Test
  void aDiskThatFillsUpAtAnyStepCommitsNothingWrong() throws IOException {
    try (SmallCollection small = onDiskOf("200m", 4)) {
      Shell.Result first = small.migrate(small.recipe(0));
      assertEquals(0, first.exitCode(), first.errors());
      Path ballast = folder.resolve("disk/ballast");
      for (int kilobytes : new int[] {0, 16, 64, 256}) {
        // git-annex asks on and on on a full disk, so nothing is looked at while it is full.
        Snapshot before = Snapshot.of(small.shell());
        Shell.in(folder).attempt("dd", "if=/dev/zero", "of=" + ballast, "bs=4k");
        Shell.in(folder).run("truncate", "--size=-" + kilobytes + "K", ballast.toString());
        Shell.Result full = small.migrate(small.recipe(1));
        Files.delete(ballast);
        if (full.exitCode() == 0) {
          break;
        }
        Shell.Result resumed = small.program().run(small.shell(), "resume");
        assertEquals(0, resumed.exitCode(), resumed.errors());
        assertTrue(small.isMigrated(1) || before.equals(Snapshot.of(small.shell())), full.errors());
      }
      Shell.Result last = small.migrate();
      assertEquals(0, last.exitCode(), last.errors());
      RegistryFaultsTest.assertInOrder(small);
    } finally {
      unmount();
    }
  }
}
