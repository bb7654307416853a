package io.longshore.benchmark.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.benchmark.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.NavigableMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A package that dpkg-deb makes becomes a layer that GNU tar unpacks. */
class PackageReaderTest {
  @TempDir Path folder;

  @Test
  void filesLinksAndModesArriveInTheLayer() throws IOException {
    Path file = madePackage();
    Path target = folder.resolve("layer");
    NavigableMap<String, PackagedFile> files;
    try (FileSpool spool = FileSpool.in(folder);
        LayerWriter layer = new LayerWriter(target)) {
      files = new PackageReader(spool).read(List.of(file));
      new LayeredFiles(spool).write(files.values(), layer);
      layer.finish();
    }
    Path root = Files.createDirectory(folder.resolve("root"));
    Program.in(root).run(List.of("tar", "-xpzf", target.toString()));

    assertEquals(
        List.of("opt", "opt/another", "opt/link", "opt/tool"), List.copyOf(files.keySet()));
    assertEquals("content", Files.readString(root.resolve("opt/tool")));
    assertEquals(
        "rwxr-x---",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("opt/tool"))));
    assertEquals(Path.of("tool"), Files.readSymbolicLink(root.resolve("opt/link")));
    assertTrue(
        Files.getAttribute(root.resolve("opt/tool"), "unix:ino")
            .equals(Files.getAttribute(root.resolve("opt/another"), "unix:ino")),
        "the hard link is a file of its own");
  }

  private Path madePackage() throws IOException {
    Path tree = folder.resolve("tree");
    Files.createDirectories(tree.resolve("DEBIAN"));
    Files.writeString(
        tree.resolve("DEBIAN/control"),
        """
        Package: tiny
        Version: 1
        Architecture: all
        Maintainer: Nobody <nobody@example.org>
        Description: tiny
        """);
    Path opt = Files.createDirectories(tree.resolve("opt"));
    Path tool = Files.writeString(opt.resolve("tool"), "content");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-x---"));
    Files.createLink(opt.resolve("another"), tool);
    Files.createSymbolicLink(opt.resolve("link"), Path.of("tool"));
    Program.in(folder)
        .run(
            List.of(
                "dpkg-deb", "--root-owner-group", "--build", tree.toString(), "tiny_1_all.deb"));
    return folder.resolve("tiny_1_all.deb");
  }
}
