package io.longshore.acceptance.sif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Program;
import io.longshore.acceptance.collection.Shell;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.TarLayer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code longshore diff} on images that others have made. */
class DiffTest {
  private static final String LAUNCH_LINE = "#!/usr/bin/env run-singularity\n";

  @TempDir static Path folder;
  private static Program program;
  private static Path layout;
  private static Path ours;
  private static Path apptainers;

  @BeforeAll
  static void build() throws IOException {
    program = Program.install(folder.resolve("program"));
    layout =
        Layouts.write(
            folder.resolve("image.oci"),
            image("text"),
            Map.of("org.datalad.container.image.directories", "/ihome /data"));
    ours = folder.resolve("ours.sif");
    assertEquals(0, longshore("-q", "build", ours.toString(), layout.toString()).exitCode());
    apptainers = folder.resolve("theirs.sif");
    Shell.Result built =
        Apptainer.run(Shell.in(folder), "build", apptainers.toString(), "oci:" + layout);
    assertEquals(0, built.exitCode(), built.errors());
  }

  private static MadeImage image(String text) {
    return ImageMaker.create()
        .layer(
            TarLayer.create()
                .entry(".", TarConstants.LF_DIR, new byte[0], entry -> entry.setMode(0555))
                .directory("usr", 0755)
                .directory("usr/bin", 0755)
                .file("usr/bin/tool", 04755, "#!/bin/sh\n")
                .symbolicLink("bin", "usr/bin")
                .directory("tmp", 01777)
                .directory("etc", 0755)
                .directory("opt", 0700)
                .directory("var", 0755)
                .directory("var/lib", 02775)
                .file("var/lib/gone", 0644, "gone")
                .file("etc/hosts", 0644, "of the image")
                .toBytes())
        .layer(
            TarLayer.create()
                .whiteout("var/lib/gone")
                .file("opt/text", 0640, text)
                .hardLink("opt/hard", "opt/text")
                .toBytes())
        .entrypoint("/usr/bin/tool")
        .make();
  }

  @Test
  void apptainersSifHasTheFilesOfOurs() {
    Shell.Result result = longshore("diff", apptainers.toString(), ours.toString());

    assertEquals(0, result.exitCode(), result.output() + result.errors());
    assertTrue(result.output().contains("the same files\n"), result.output());
    assertTrue(result.output().contains(" /.singularity.d "), result.output());
    assertTrue(result.output().contains(" /ihome"), result.output());
    assertEquals(0, longshore("diff", apptainers.toString(), "oci:" + layout + ":test").exitCode());
  }

  @Test
  void anotherImagesSifHasNot() throws IOException {
    Path other = Layouts.write(folder.resolve("other.oci"), image("other"), Map.of());

    Shell.Result result = longshore("diff", apptainers.toString(), other.toString());

    assertEquals(1, result.exitCode(), result.errors());
    assertTrue(result.output().contains("  differs       /opt/text: size: "), result.output());
    assertTrue(result.output().contains("1 difference: 1 of size\n"), result.output());
  }

  @Test
  void imagesOfSingularity2AreReadWhereTheyHoldASquashfs() throws IOException {
    Path root = folder.resolve("root");
    Shell.in(folder).run("umoci", "raw", "unpack", "--image", layout + ":test", root.toString());
    Path bare = folder.resolve("bare.squashfs");
    Shell.in(folder)
        .run("mksquashfs", root.toString(), bare.toString(), "-noappend", "-quiet", "-no-progress");
    Path old = folder.resolve("old.simg");
    try (OutputStream out = Files.newOutputStream(old)) {
      out.write(LAUNCH_LINE.getBytes(StandardCharsets.US_ASCII));
      Files.copy(bare, out);
    }

    for (Path image : new Path[] {bare, old}) {
      Shell.Result result = longshore("diff", image.toString(), ours.toString());
      assertEquals(0, result.exitCode(), result.output() + result.errors());
    }
    assertTrue(longshore("inspect", old.toString()).output().startsWith(old + ": squashfs, "));
  }

  @Test
  void ext3IsNamedAsUnsupported() throws IOException {
    Path bare = folder.resolve("ext3.img");
    Shell.in(folder).run("mke2fs", "-q", "-t", "ext3", bare.toString(), "8M");
    Path old = folder.resolve("launched.img");
    try (OutputStream out = Files.newOutputStream(old)) {
      out.write(LAUNCH_LINE.getBytes(StandardCharsets.US_ASCII));
      Files.copy(bare, out);
    }

    for (Path image : new Path[] {bare, old}) {
      Shell.Result result = longshore("diff", image.toString(), ours.toString());
      assertEquals(1, result.exitCode());
      assertTrue(result.errors().contains("ext3 file system"), result.errors());
      assertTrue(result.errors().contains("next: make a SIF of it"), result.errors());
    }
  }

  private static Shell.Result longshore(String... arguments) {
    return program.run(program.shell().at(folder), arguments);
  }
}
