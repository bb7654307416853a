package io.longshore.acceptance.sif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Shell;
import io.longshore.ground.FailureException;
import io.longshore.loopback.TarLayer;
import io.longshore.oci.layer.ObservedFile;
import io.longshore.oci.layer.ObservedFolder;
import io.longshore.oci.layout.LayoutAnnotations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a recipe adds is what its commands do to the unpacked image. */
class RecipeExtrasTest {
  @TempDir Path folder;

  private static byte[] image() {
    return TarLayer.create()
        .directory("opt", 0700)
        .directory("opt/d", 01700)
        .file("opt/d/program", 04710, "x")
        .file("opt/d/secret", 0, "x")
        .file("opt/d/text", 0600, "x")
        .symbolicLink("opt/d/link", "../../outside/file")
        .directory("outside", 0700)
        .file("outside/file", 0600, "x")
        .hardLink("outside/name", "opt/d/text")
        .directory("store", 0750)
        .directory("store/data", 0700)
        .symbolicLink("data", "store/data")
        .directory("zfs", 02700)
        .file("file", 0600, "x")
        .symbolicLink("dangling", "nowhere")
        .symbolicLink("circle", "circle")
        .symbolicLink("to-file", "file")
        .toBytes();
  }

  @Test
  void theyAreWhatTheCommandsDo() throws IOException {
    Fidelity fidelity = new Fidelity(folder);
    Path layout =
        fidelity.layOut(
            Fidelity.image(List.of(image())),
            Map.of(
                LayoutAnnotations.DIRECTORIES, "/data /zfs /ihome /data/below /a/b/c",
                LayoutAnnotations.READABLE_TREES, "/opt"));
    NavigableMap<String, ObservedFile> ours = SifReader.KERNEL.read(fidelity.build(layout));

    Shell shell = Shell.in(folder);
    shell.run("umoci", "raw", "unpack", "--image", layout + ":" + Layouts.TAG, "rootfs");
    Path root = folder.resolve("rootfs");
    shell
        .at(root)
        .run("sh", "-ec", "umask 022; mkdir -p data zfs ihome data/below a/b/c; chmod -R a+rX opt");
    assertEquals("", TreeDifferences.between(untimed(ObservedFolder.read(root)), untimed(ours)));
  }

  /** As {@code mkdir -p}, which fails at each of them. */
  @ParameterizedTest
  @ValueSource(strings = {"/file", "/file/below", "/dangling", "/circle", "/to-file"})
  void aDirectoryThatCannotBeMadeIsRefused(String path) throws IOException {
    Fidelity fidelity = new Fidelity(folder);
    Path layout =
        fidelity.layOut(
            Fidelity.image(List.of(image())), Map.of(LayoutAnnotations.DIRECTORIES, path));
    FailureException failure = assertThrows(FailureException.class, () -> fidelity.build(layout));
    assertTrue(failure.problem().contains("no directory"), failure.getMessage());

    Shell shell = Shell.in(folder);
    shell.run("umoci", "raw", "unpack", "--image", layout + ":" + Layouts.TAG, "rootfs");
    assertEquals(1, shell.attempt("mkdir", "-p", "rootfs" + path).exitCode());
  }

  /** The builder's files, and all times of directories, are left out. */
  private static NavigableMap<String, ObservedFile> untimed(Map<String, ObservedFile> tree) {
    NavigableMap<String, ObservedFile> result = new TreeMap<>();
    tree.forEach(
        (path, file) -> {
          if (isOfImage(path)) {
            result.put(path, file.isDirectory() ? file.modifiedAt(0) : file);
          }
        });
    return result;
  }

  private static boolean isOfImage(String path) {
    return path.matches("|(opt|outside|store|data|zfs|ihome|a|file|dangling|circle|to-file)(/.*)?");
  }
}
