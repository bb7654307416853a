package io.longshore.image.soundness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.image.ContainerImage;
import io.longshore.image.SifBuilder;
import io.longshore.image.inspect.ImageFacts;
import io.longshore.image.inspect.ImageInspector;
import io.longshore.image.inspect.RootFileSystemFacts;
import io.longshore.image.runtime.RunScript;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.MadeImage;
import io.longshore.loopback.TarLayer;
import io.longshore.oci.Platform;
import io.longshore.oci.layout.LayoutLocation;
import io.longshore.testing.MadeElf;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoundnessTest {
  private static final String LOADER = "/lib64/ld-linux-x86-64.so.2";
  private static final byte[] STATIC = MadeElf.withoutLoader(MadeElf.AMD64);

  @TempDir Path folder;

  /** A root with a shell and its loader behind links, as distributions have it. */
  private static TarLayer root() {
    return TarLayer.create()
        .directory("usr", 0755)
        .directory("usr/bin", 0755)
        .directory("usr/lib", 0755)
        .symbolicLink("bin", "usr/bin")
        .symbolicLink("lib64", "/usr/lib")
        .file("usr/lib/ld.so", 0755, STATIC)
        .symbolicLink("usr/lib/ld-linux-x86-64.so.2", "../lib/ld.so")
        .file("usr/bin/dash", 0755, MadeElf.withLoader(MadeElf.AMD64, LOADER))
        .symbolicLink("usr/bin/sh", "/bin/dash")
        .file("usr/bin/env", 0755, STATIC)
        .directory("opt", 0755);
  }

  private List<Flaw> flaws(ImageMaker maker) throws IOException {
    MadeImage image = maker.make();
    Path sif = folder.resolve("image.sif");
    SifBuilder.of(
            ContainerImage.of(image.image(), Map.of(), "test"),
            descriptor -> new ByteArrayInputStream(image.blobs().get(descriptor.digest())))
        .build(sif);
    return Soundness.flawsOf(sif, Soundness.Depth.ALL_FOLDERS);
  }

  private static List<String> brief(List<Flaw> flaws) {
    return flaws.stream().map(flaw -> flaw.severity().code() + " " + flaw.kind().code()).toList();
  }

  private static ImageMaker image(TarLayer tar) {
    return ImageMaker.create().plainLayer(tar.toBytes());
  }

  private static Arguments program(
      String name, UnaryOperator<TarLayer> files, String entrypoint, String... flaws) {
    return Arguments.of(name, files, entrypoint, List.of(flaws));
  }

  static Stream<Arguments> programs() {
    return Stream.of(
        program("a static program", r -> r.file("opt/x", 0755, STATIC), "/opt/x"),
        program(
            "a dynamic program",
            r -> r.file("opt/x", 0755, MadeElf.withLoader(MadeElf.AMD64, LOADER)),
            "/opt/x"),
        program(
            "a program that patchelf has changed",
            r -> r.file("opt/x", 0755, MadeElf.withTableAt(300_000, LOADER)),
            "/opt/x"),
        program("a script", r -> r.file("opt/x", 0755, "#!/bin/sh\n"), "/opt/x"),
        program("a script for env", r -> r.file("opt/x", 0755, "#!/usr/bin/env sh\n"), "/opt/x"),
        program(
            "a script for env with options",
            r -> r.file("opt/x", 0755, "#!/usr/bin/env -S sh -e\n"),
            "/opt/x"),
        program(
            "a script for a script",
            r -> r.file("opt/y", 0755, "#! /bin/sh -e\n").file("opt/x", 0755, "#!/opt/y\n"),
            "/opt/x"),
        program("found by the PATH", r -> r, "sh"),
        program(
            "a link out of the root", r -> r.symbolicLink("opt/x", "../../../bin/sh"), "/opt/x"),
        program(
            "a program for 32 bits",
            r -> r.file("opt/x", 0755, MadeElf.withoutLoader(3)),
            "/opt/x"),
        program("missing", r -> r, "/opt/x", "error program_missing"),
        program("missing in the PATH", r -> r, "x", "error program_missing"),
        program(
            "below a file",
            r -> r.file("opt/x", 0755, STATIC),
            "/opt/x/y",
            "error program_missing"),
        program(
            "a link to nowhere",
            r -> r.symbolicLink("opt/x", "/opt/y"),
            "/opt/x",
            "error program_missing"),
        program(
            "links in a ring",
            r -> r.symbolicLink("opt/x", "y").symbolicLink("opt/y", "x"),
            "/opt/x",
            "error program_missing"),
        program("a folder", r -> r, "/opt", "error program_not_executable"),
        program(
            "not executable",
            r -> r.file("opt/x", 0644, STATIC),
            "/opt/x",
            "error program_not_executable"),
        program(
            "for its owner",
            r -> r.file("opt/x", 0700, STATIC),
            "/opt/x",
            "warning not_for_everybody"),
        program(
            "in a closed folder",
            r ->
                r.directory("opt/d", 0711)
                    .directory("opt/d/e", 0710)
                    .file("opt/d/e/x", 0755, STATIC),
            "/opt/d/e/x",
            "warning not_for_everybody"),
        program(
            "a script that cannot be read",
            r -> r.file("opt/x", 0711, "#!/bin/sh\n"),
            "/opt/x",
            "warning not_for_everybody"),
        program(
            "without its interpreter",
            r -> r.file("opt/x", 0755, "#!/usr/bin/python3\n"),
            "/opt/x",
            "error interpreter_missing"),
        program(
            "with the lines of another system",
            r -> r.file("opt/x", 0755, "#!/bin/sh\r\n"),
            "/opt/x",
            "error interpreter_missing"),
        program(
            "without what env looks for",
            r -> r.file("opt/x", 0755, "#!/usr/bin/env python3\n"),
            "/opt/x",
            "error interpreter_missing"),
        program(
            "a script for env with an argument",
            r -> r.file("opt/x", 0755, "#!/usr/bin/env sh -e\n"),
            "/opt/x",
            "error interpreter_missing"),
        program(
            "a script for env with a path",
            r -> r.file("opt/x", 0755, "#!/usr/bin/env /opt/y\n"),
            "/opt/x",
            "error interpreter_missing"),
        program(
            "an interpreter that nobody may execute",
            r -> r.file("opt/y", 0644, STATIC).file("opt/x", 0755, "#!/opt/y\n"),
            "/opt/x",
            "error interpreter_missing"),
        program(
            "an interpreter for its owner",
            r -> r.file("opt/y", 0700, STATIC).file("opt/x", 0755, "#!/opt/y\n"),
            "/opt/x",
            "warning not_for_everybody"),
        program(
            "an interpreter in a closed folder",
            r ->
                r.directory("root", 0700)
                    .file("root/python", 0755, STATIC)
                    .file("opt/x", 0755, "#!/root/python\n"),
            "/opt/x",
            "warning not_for_everybody"),
        program(
            "an interpreter for its owner that env finds",
            r ->
                r.file("usr/bin/python", 0700, STATIC)
                    .file("opt/x", 0755, "#!/usr/bin/env python\n"),
            "/opt/x",
            "warning not_for_everybody"),
        program(
            "a loader that nobody may execute",
            r ->
                r.file("opt/ld.so", 0644, STATIC)
                    .file("opt/x", 0755, MadeElf.withLoader(MadeElf.AMD64, "/opt/ld.so")),
            "/opt/x",
            "error loader_missing"),
        program(
            "a loader for its owner",
            r ->
                r.file("opt/ld.so", 0700, STATIC)
                    .file("opt/x", 0755, MadeElf.withLoader(MadeElf.AMD64, "/opt/ld.so")),
            "/opt/x",
            "warning not_for_everybody"),
        program(
            "without its loader",
            r ->
                r.file(
                    "opt/x", 0755, MadeElf.withLoader(MadeElf.AMD64, "/lib/ld-musl-x86_64.so.1")),
            "/opt/x",
            "error loader_missing"),
        program(
            "for another processor",
            r -> r.file("opt/x", 0755, MadeElf.withoutLoader(MadeElf.ARM64)),
            "/opt/x",
            "error wrong_architecture"),
        program("empty", r -> r.file("opt/x", 0755, ""), "/opt/x", "warning unknown_format"),
        program("text", r -> r.file("opt/x", 0755, "hello"), "/opt/x", "warning unknown_format"),
        program(
            "the start of a program",
            r -> r.file("opt/x", 0755, new byte[] {0x7f, 'E', 'L', 'F', 2, 1}),
            "/opt/x",
            "warning unknown_format"),
        program("relative", r -> r, "./x", "warning relative_program"),
        program("in a folder that is mounted", r -> r, "/tmp/x", "warning hidden_by_mount"),
        program(
            "a link into a folder that is mounted",
            r -> r.symbolicLink("opt/x", "/tmp/x"),
            "/opt/x",
            "warning hidden_by_mount"),
        program(
            "a link into a home",
            r -> r.symbolicLink("opt/x", "/root/x"),
            "/opt/x",
            "warning program_missing"),
        program("in a home", r -> r, "/root/x", "warning program_missing"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void aProgramCanStartOrItIsSaidWhyNot(
      String name, UnaryOperator<TarLayer> files, String entrypoint, List<String> expected)
      throws IOException {
    assertEquals(expected, brief(flaws(image(files.apply(root())).entrypoint(entrypoint))), name);
    assertEquals(expected, brief(flaws(image(files.apply(root())).command(entrypoint))), name);
  }

  @Test
  void anImageForAnotherProcessorHasProgramsForThat() throws IOException {
    TarLayer tar = TarLayer.create().file("x", 0755, MadeElf.bigEndian(MadeElf.S390X));
    ImageMaker maker = image(tar).entrypoint("/x");
    assertEquals(
        List.of("note no_shell"), brief(flaws(maker.platform(Platform.parse("linux/s390x")))));
    assertEquals(
        List.of("error wrong_architecture", "note no_shell"),
        brief(flaws(maker.platform(Platform.parse("linux/ppc64le")))));
  }

  @Test
  void aStaticProgramNeedsNothingElse() throws IOException {
    List<Flaw> flaws = flaws(image(TarLayer.create().file("x", 0755, STATIC)).entrypoint("/x"));
    assertEquals(List.of("note no_shell"), brief(flaws));
  }

  @Test
  void theImagesOwnSearchPathCounts() throws IOException {
    TarLayer tar = root().file("opt/x", 0755, STATIC);
    assertEquals(List.of(), flaws(image(tar).environment("PATH=/usr/bin:/opt").entrypoint("x")));
  }

  @Test
  void anImageThatNamesNothingIsAWarning() throws IOException {
    assertEquals(List.of("warning nothing_to_run"), brief(flaws(image(root()))));
  }

  @Test
  void aFolderInPlaceOfTheRunscriptIsAnError() throws IOException {
    TarLayer tar =
        root().directory(".singularity.d", 0755).directory(".singularity.d/runscript", 0755);
    assertEquals(
        List.of("error runscript_not_executable"), brief(flaws(image(tar).entrypoint("sh"))));
  }

  @Test
  void whatAnImageSaysIsPrintable() throws IOException {
    List<Flaw> flaws = flaws(image(root()).entrypoint("/opt/\u001b[2J\u202e"));
    assertEquals("/opt/\\x1b[2J\\xe2\\x80\\xae is not there", flaws.getFirst().toString());
  }

  @Test
  void aDamagedFolderIsTold() throws IOException {
    flaws(image(root()).entrypoint("sh"));
    Path sif = folder.resolve("image.sif");
    ImageFacts.OfSif facts =
        (ImageFacts.OfSif) ImageInspector.inspect(LayoutLocation.of(sif), Optional.empty());
    RootFileSystemFacts.Squashfs root = (RootFileSystemFacts.Squashfs) facts.root();
    byte[] bytes = Files.readAllBytes(sif);
    bytes[(int) (root.offset() + root.superblock().directoryTable()) + 10] ^= 0x55;
    Files.write(sif, bytes);
    assertEquals(
        List.of("error damaged"), brief(Soundness.flawsOf(sif, Soundness.Depth.ALL_FOLDERS)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#!/bin/sh\nOCI_ENTRYPOINT='\"/opt/x\"'\nOCI_CMD='\"-h\"'\n",
        "#!/bin/sh\nOCI_ENTRYPOINT=''\nOCI_CMD='\"/opt/x\" \"-h\"'\n"
      })
  void theProgramOfARunscriptOfApptainerIsLookedFor(String runscript) throws IOException {
    assertEquals(List.of("error program_missing"), brief(ofSquashfs(runscript, 0755)));
  }

  @Test
  void theProgramThatAnotherRunscriptEndsWithMayBeMissing() throws IOException {
    String runscript = "#!/bin/sh\n[ -e /x ] && exec /bin/sh\n  exec /opt/x --go \"$@\"\n";
    assertEquals(List.of("warning program_missing"), brief(ofSquashfs(runscript, 0755)));
  }

  @Test
  void aRunscriptOfApptainerThatNamesNothingIsAWarning() throws IOException {
    String runscript = "#!/bin/sh\nOCI_ENTRYPOINT=''\nOCI_CMD=''\n";
    assertEquals(List.of("warning nothing_to_run"), brief(ofSquashfs(runscript, 0755)));
  }

  @Test
  void aRunscriptIsExecutableAndHasItsInterpreter() throws IOException {
    assertEquals(List.of("error runscript_not_executable"), brief(ofSquashfs("#!/bin/sh\n", 0644)));
    assertEquals(List.of("error interpreter_missing"), brief(ofSquashfs("#!/bin/bash\n", 0755)));
    assertEquals(List.of(), brief(ofSquashfs("#!/bin/sh\n", 0755)));
  }

  @Test
  void aRunscriptForItsOwnerIsAWarning() throws IOException {
    assertEquals(List.of("warning not_for_everybody"), brief(ofSquashfs("#!/bin/sh\n", 0754)));
    assertEquals(
        List.of("warning not_for_everybody"),
        brief(ofSquashfs("#!/bin/sh\nOCI_CMD='\"sh\"'\n" + RunScript.WITHOUT_SHELL + "\n", 0711)));
  }

  private List<Flaw> ofSquashfs(String runscript, int mode) throws IOException {
    return ofSquashfs(runscript, mode, STATIC);
  }

  private List<Flaw> ofSquashfs(String runscript, int mode, byte[] shell) throws IOException {
    Path image = folder.resolve("image.sqfs");
    RunscriptImage.write(image, runscript, mode, shell);
    return Soundness.flawsOf(image, Soundness.Depth.PROGRAMS);
  }

  @Test
  void whatLiesTooFarBehindTheStartOfAProgramIsNotJudged() throws IOException {
    byte[] far = MadeElf.withTableAt((64 << 20) + 1, LOADER);
    assertEquals(List.of("note not_tested"), brief(ofSquashfs("#!/bin/sh\n", 0755, far)));
  }

  @Test
  void aFileSystemThatLongshoreDoesNotReadIsNoDamage() throws IOException {
    flaws(image(root()).entrypoint("sh"));
    Path sif = folder.resolve("image.sif");
    byte[] bytes = Files.readAllBytes(sif);
    bytes[SifBytes.fileSystemType(bytes)] = 2;
    Files.write(sif, bytes);
    assertEquals(
        List.of("note not_tested"), brief(Soundness.flawsOf(sif, Soundness.Depth.ALL_FOLDERS)));
  }

  @Test
  void aCompressionThatLongshoreDoesNotReadIsNoDamage() throws IOException {
    flaws(image(root()).entrypoint("sh"));
    Path sif = folder.resolve("image.sif");
    byte[] bytes = Files.readAllBytes(sif);
    bytes[SifBytes.compression(bytes)] = 4;
    Files.write(sif, bytes);
    assertEquals(
        List.of("note not_tested"), brief(Soundness.flawsOf(sif, Soundness.Depth.ALL_FOLDERS)));
  }

  @Test
  void anImageWithoutRunscriptIsAnError() throws IOException {
    Path image = folder.resolve("image.sqfs");
    RunscriptImage.writeWithout(image, STATIC);
    assertEquals(
        List.of("error no_runscript", "note labels"),
        brief(Soundness.flawsOf(image, Soundness.Depth.PROGRAMS)));
  }
}
