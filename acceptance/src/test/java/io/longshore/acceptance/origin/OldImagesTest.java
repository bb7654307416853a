package io.longshore.acceptance.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.collection.SmallCollection;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.TarLayer;
import io.longshore.testing.MadeElf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a migration says of the images it supersedes. */
class OldImagesTest {
  @TempDir Path folder;

  @Test
  void aTagThatHasMovedIsAlwaysSaid() throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, LoopbackOptions.PLAIN, 2)) {
      small
          .registry()
          .addImage("bids/app-0", "1.0", image().created("2099-01-02T03:04:05Z").make());
      Path log = folder.resolve("warnings.tsv");
      Path failures = folder.resolve("failures.tsv");

      Shell.Result foretold = small.migrate("--dry-run");
      assertEquals(1, count(foretold.errors(), "the tag has moved"), foretold.errors());
      Shell.Result result =
          small.migrate("--warnings-file", log.toString(), "--log-file", failures.toString());

      assertEquals(0, result.exitCode(), result.errors());
      assertEquals(1, count(result.errors(), "the tag has moved"), result.errors());
      assertTrue(
          result.errors().contains("bids/app-0:1.0: the tag has moved: the image was created 2099"),
          result.errors());
      assertTrue(result.errors().contains("0 failed, 1 warning; "), result.errors());
      assertEquals("", Files.readString(failures));
      List<String> lines = Files.readAllLines(log);
      assertEquals(1, lines.size(), lines::toString);
      assertTrue(lines.getFirst().startsWith(small.recipe(0) + "\ttag moved\t"), lines::toString);
      String message =
          small.shell().run("git", "log", "--format=%B", "--grep=^Migrate bids-app-0--1.0");
      assertTrue(message.contains("The tag has moved: "), message);
      assertTrue(message.contains("created 2099-01-02T03:04:05Z"), message);
      assertFalse(
          small
              .shell()
              .run("git", "log", "--format=%B", "--grep=^Migrate bids-app-1--1.0")
              .contains("moved"));
    }
  }

  @Test
  void oldAndNewAreComparedWhereTheOldOneIsHere() throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, LoopbackOptions.PLAIN, 4)) {
      Path same = apptainer(small.images().get(0), "same");
      Path other = apptainer(image().make(), "other");
      Path ext = folder.resolve("ext.img");
      small.shell().run("mke2fs", "-q", "-t", "ext3", ext.toString(), "8M");
      replace(small, 0, same);
      replace(small, 1, other);
      replace(small, 2, ext);
      Path log = folder.resolve("log.tsv");

      Shell.Result result = small.migrate("--compare", "--warnings-file", log.toString());

      String said = result.errors();
      assertEquals(0, result.exitCode(), said);
      assertTrue(said.contains("the same files as in " + old(0)), said);
      assertTrue(said.contains("warning: " + old(1) + ": has other files: "), said);
      assertTrue(said.contains("    /opt/only-old: presence: regular file"), said);
      assertTrue(said.contains(old(2) + ": was not compared, as it holds an ext3"), said);
      assertTrue(said.contains(old(3) + ": was not compared, as it is not here"), said);
      assertTrue(said.contains("next: git annex get --key MD5E-s10003--"), said);
      assertTrue(
          said.contains(
              "compared with the old images: 1 with the same files, 1 with others, 2 not"),
          said);
      List<String> classes =
          Files.readAllLines(log).stream().map(line -> line.split("\t")[1]).toList();
      assertEquals(List.of("differs from old image", "not compared", "not compared"), classes);
      String history = small.shell().run("git", "log", "--format=%B");
      assertTrue(history.contains("Compared with " + old(0) + ": the same files"), history);
      assertTrue(history.contains("Not compared with " + old(3) + ", which is not here"), history);
      assertEquals("", small.shell().run("git", "status", "--porcelain"));
    }
  }

  @Test
  void comparingNeedsLayersThatADryRunDoesNotFetch() throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, LoopbackOptions.PLAIN, 1)) {
      Shell.Result result = small.migrate("--compare", "--dry-run");
      assertEquals(2, result.exitCode(), result.errors());
      assertTrue(result.errors().contains("which --dry-run does not fetch"), result.errors());
    }
  }

  private static ImageMaker image() {
    return ImageMaker.create()
        .layer(TarLayer.create().file("opt/only-old", 0755, MadeElf.program()).toBytes())
        .entrypoint("/opt/only-old");
  }

  private Path apptainer(MadeImage image, String name) throws IOException {
    String apptainer = System.getenv("LONGSHORE_APPTAINER");
    assertNotNull(apptainer, "LONGSHORE_APPTAINER names no Apptainer; dev/test provides one");
    Path layout = image.writeLayout(folder.resolve(name + ".oci"), Map.of());
    Path sif = folder.resolve(name + ".sif");
    Shell.in(folder).run(apptainer, "build", sif.toString(), "oci:" + layout);
    return sif;
  }

  private static String old(int position) {
    return "images/bids/bids-app-" + position + "--1.0.sing";
  }

  private static void replace(SmallCollection small, int position, Path content)
      throws IOException {
    Path file = small.dataset().path(old(position));
    Files.delete(file);
    Files.copy(content, file);
    small.shell().run("git", "annex", "add", "-q", old(position));
    small.shell().run("git", "commit", "-q", "-m", "An old image");
  }

  private static long count(String text, String part) {
    return text.lines().filter(line -> line.contains(part)).count();
  }
}
