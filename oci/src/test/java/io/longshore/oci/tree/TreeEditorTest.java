package io.longshore.oci.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.layer.Commands;
import io.longshore.oci.layer.InMemoryBlobs;
import io.longshore.oci.layer.Sketch;
import io.longshore.oci.layer.TarBuilder;
import io.longshore.oci.layer.TarBuilder.Header;
import io.longshore.oci.layer.entry.Attributes;
import io.longshore.oci.layer.entry.FilePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreeEditorTest {
  private static final Attributes ATTRIBUTES = new Attributes(0644, 0, 0);

  private final InMemoryBlobs blobs = new InMemoryBlobs();

  private MergedTree tree(String... entries) throws IOException {
    return Sketch.merge(blobs, List.of(List.of(entries)));
  }

  private static FilePath path(String text) {
    return FilePath.parse(text);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void pathsAreFollowedInsideOfTheRoot() throws IOException {
    MergedTree tree = tree("d/", "d/f=1", "up->../../d", "absolute->/d/f", "chain->up/f");
    TreeEditor editor = tree.editor();
    Node file = editor.find(path("d/f")).orElseThrow();
    assertSame(file, editor.find(path("up/f")).orElseThrow());
    assertSame(file, editor.find(path("absolute")).orElseThrow());
    assertSame(file, editor.find(path("chain")).orElseThrow());
    assertSame(tree.root(), editor.find(FilePath.ROOT).orElseThrow());
    assertInstanceOf(
        SymbolicLinkNode.class, editor.findWithoutFollowing(path("chain")).orElseThrow());
  }

  @Test
  void whatIsNotThereIsNotFound() throws IOException {
    TreeEditor editor = tree("f=1", "dangling->x", "a->b", "b->a").editor();
    for (String missing : List.of("x", "f/x", "dangling", "dangling/x", "a", "a/x")) {
      assertEquals(Optional.empty(), editor.find(path(missing)), missing);
    }
    assertEquals(Optional.empty(), editor.findWithoutFollowing(path("x/y")));
  }

  @Test
  void directoriesAreMadeAsByMkdirP() throws IOException {
    MergedTree tree = tree("d/", "l->d");
    Attributes attributes = new Attributes(0700, 1, 2);
    tree.editor().makeDirectories(path("l/a/b"), attributes, 9);
    assertEquals(List.of("d/", "d/a/", "d/a/b/", "l->d"), Sketch.of(tree, blobs));
    for (String made : List.of("d/a", "d/a/b")) {
      DirectoryNode directory =
          assertInstanceOf(DirectoryNode.class, tree.editor().find(path(made)).orElseThrow());
      assertEquals(attributes, directory.attributes());
      assertEquals(9, directory.modified());
      assertFalse(directory.isImplicit());
    }
  }

  @Test
  void directoriesThatExistStayAsTheyAre() throws IOException {
    MergedTree tree = tree("d/", "d/f=1", "l->d");
    TreeEditor editor = tree.editor();
    Node before = editor.find(path("d")).orElseThrow();
    assertSame(before, editor.makeDirectories(path("l"), new Attributes(0, 7, 7), 7));
    assertEquals(new Attributes(0755, 0, 0), before.attributes());
    assertEquals(List.of("d/", "d/f=1", "l->d"), Sketch.of(tree, blobs));
  }

  @ParameterizedTest
  @CsvSource({"f, /f", "f/x, /f", "dangling, /dangling", "dangling/x, /dangling", "a/x, /a"})
  void directoriesCannotBeMadeWhereSomethingElseIs(String wanted, String obstacle)
      throws IOException {
    TreeEditor editor = tree("f=1", "dangling->x", "a->b", "b->a").editor();
    FailureException failure =
        assertThrows(
            FailureException.class, () -> editor.makeDirectories(path(wanted), ATTRIBUTES, 0));
    assertEquals(FailureKind.UNSUPPORTED, failure.kind());
    assertEquals(obstacle, failure.subject());
  }

  @Test
  void filesAndLinksReplaceWhatIsThere() throws IOException {
    MergedTree tree = tree("d/", "d/x=1", "l->d", "f=1", "g=>f");
    TreeEditor editor = tree.editor();
    editor.putFile(path("d"), ATTRIBUTES, 5, bytes("file"));
    editor.putFile(path("l"), ATTRIBUTES, 5, bytes("no longer a link"));
    editor.putSymbolicLink(path("f"), ATTRIBUTES, 5, bytes("target"));
    editor.putFile(path("new/below/f"), ATTRIBUTES, 5, bytes(""));
    assertEquals(
        List.of(
            "d=file",
            "f->target",
            "g=1",
            "l=no longer a link",
            "new/",
            "new/below/",
            "new/below/f="),
        Sketch.of(tree, blobs));
  }

  @Test
  void filesLandWhereLinksLead() throws IOException {
    MergedTree tree = tree("l->d/e");
    tree.editor().putFile(path("l/f"), ATTRIBUTES, 0, bytes("1"));
    assertEquals(List.of("d/", "d/e/", "d/e/f=1", "l->d/e"), Sketch.of(tree, blobs));
  }

  @ParameterizedTest
  @CsvSource({"f/x, /f", "l/y/z, /f", "a/x, /a/x"})
  void filesCannotBePutBelowWhatIsNoDirectory(String wanted, String subject) throws IOException {
    TreeEditor editor = tree("f=1", "l->f", "a->b", "b->a").editor();
    FailureException failure =
        assertThrows(
            FailureException.class, () -> editor.putFile(path(wanted), ATTRIBUTES, 0, bytes("1")));
    assertEquals(FailureKind.UNSUPPORTED, failure.kind());
    assertEquals(subject, failure.subject());
  }

  @Test
  void removingTakesAllBelowAndNeverFollowsTheLastLink() throws IOException {
    MergedTree tree = tree("d/", "d/x=1", "e/", "e/f=1", "l->e");
    TreeEditor editor = tree.editor();
    editor.remove(path("d"));
    editor.remove(path("l"));
    editor.remove(path("not/there"));
    assertEquals(List.of("e/", "e/f=1"), Sketch.of(tree, blobs));
  }

  private static final String MODES =
      """
      plain 0600 0644
      closed 0000 0444
      program 0700 0755
      forothers 0641 0755
      setuid 4711 4755
      secret/ 0700 0755
      secret/inside 0400 0444
      sticky/ 1000 1555
      """;

  @Test
  void readableForAllIsWhatChmodMakesOfIt(@org.junit.jupiter.api.io.TempDir java.nio.file.Path top)
      throws IOException {
    TarBuilder tar = new TarBuilder().directory("opt");
    StringBuilder expected = new StringBuilder();
    for (String line : MODES.lines().toList()) {
      String[] words = line.split(" ");
      char type = words[0].endsWith("/") ? '5' : '0';
      tar.add(new TarBuilder.Header("opt/" + words[0], type).mode(Integer.parseInt(words[1], 8)));
      expected.append(words[0]).append(' ').append(words[2]).append('\n');
    }
    tar.add(new TarBuilder.Header("outside", '0').mode(0600));
    tar.symbolicLink("opt/link", "../outside").symbolicLink("alias", "opt");
    byte[] archive = tar.build();
    MergedTree tree = MergedTree.read(List.of(blobs.addPlain(archive)), blobs);
    tree.editor().makeReadable(path("alias"));

    StringBuilder ours = new StringBuilder();
    StringBuilder theirs = new StringBuilder();
    java.nio.file.Files.write(top.resolve("t.tar"), archive);
    Commands.shell(top, "tar -xpf t.tar && chmod -R a+rX alias");
    for (String line : MODES.lines().toList()) {
      String name = line.split(" ")[0];
      int permissions =
          tree.editor().find(path("opt/" + name)).orElseThrow().attributes().permissions();
      ours.append(String.format("%s %04o\n", name, permissions));
      int mode = (int) java.nio.file.Files.getAttribute(top.resolve("opt/" + name), "unix:mode");
      theirs.append(String.format("%s %04o\n", name, mode & 07777));
    }
    assertEquals(expected.toString(), theirs.toString());
    assertEquals(expected.toString(), ours.toString());
    assertEquals(
        0600, tree.editor().find(path("outside")).orElseThrow().attributes().permissions());
  }

  @Test
  void whatIsNotThereCannotBeMadeReadable() throws IOException {
    TreeEditor editor = tree("f=1").editor();
    FailureException failure =
        assertThrows(FailureException.class, () -> editor.makeReadable(path("opt")));
    assertEquals(FailureKind.UNSUPPORTED, failure.kind());
    assertEquals("/opt", failure.subject());
  }

  @Test
  void devicesOutsideOfAFolderBecomeEmptyFilesUnderAllTheirNames() throws IOException {
    TarBuilder tar =
        new TarBuilder()
            .add(new Header("dev/null", '3').device(1, 3).mode(0666))
            .add(new Header("dev/both", '4').device(8, 0).mode(0600).modified(7))
            .add(new Header("lib/disk", '1').linkTarget("dev/both"))
            .add(new Header("zero", '3').device(1, 5).mode(0620))
            .add(new Header("pipe", '6'))
            .file("f", "1");
    MergedTree tree = MergedTree.read(List.of(blobs.addPlain(tar.build())), blobs);
    TreeEditor editor = tree.editor();
    editor.replaceDevicesOutside(path("dev"));

    assertInstanceOf(DeviceNode.class, editor.find(path("dev/null")).orElseThrow());
    assertInstanceOf(FifoNode.class, editor.find(path("pipe")).orElseThrow());
    Node disk = editor.find(path("lib/disk")).orElseThrow();
    assertSame(disk, editor.find(path("dev/both")).orElseThrow());
    assertEquals(0600, disk.attributes().permissions());
    assertEquals(7, disk.modified());
    assertEquals(0, assertInstanceOf(FileNode.class, disk).size());
    assertInstanceOf(FileNode.class, editor.find(path("zero")).orElseThrow());
    assertEquals(2, tree.files().given().size());
  }

  @Test
  void withoutSuchAFolderAllDevicesAreOutsideOfIt() throws IOException {
    TarBuilder tar =
        new TarBuilder()
            .symbolicLink("dev", "nodes")
            .add(new Header("nodes/null", '3').device(1, 3).mode(0666));
    MergedTree tree = MergedTree.read(List.of(blobs.addPlain(tar.build())), blobs);
    tree.editor().replaceDevicesOutside(path("dev"));
    assertInstanceOf(FileNode.class, tree.editor().find(path("dev/null")).orElseThrow());
  }
}
