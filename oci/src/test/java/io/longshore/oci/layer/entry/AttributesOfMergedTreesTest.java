package io.longshore.oci.layer.entry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.oci.layer.InMemoryBlobs;
import io.longshore.oci.layer.Layer;
import io.longshore.oci.layer.TarBuilder;
import io.longshore.oci.layer.TarBuilder.Header;
import io.longshore.oci.tree.DeviceNode;
import io.longshore.oci.tree.DirectoryNode;
import io.longshore.oci.tree.FifoNode;
import io.longshore.oci.tree.MergedTree;
import io.longshore.oci.tree.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AttributesOfMergedTreesTest {
  private static MergedTree merge(TarBuilder... layers) throws IOException {
    InMemoryBlobs blobs = new InMemoryBlobs();
    List<Layer> stack = new ArrayList<>();
    for (TarBuilder layer : layers) {
      stack.add(blobs.addPlain(layer.build()));
    }
    return MergedTree.read(stack, blobs);
  }

  private static Node at(MergedTree tree, String path) {
    return tree.editor().findWithoutFollowing(FilePath.parse(path)).orElseThrow();
  }

  private static TarBuilder withAttributes(TarBuilder tar, String... names) {
    SequencedMap<String, byte[]> records = new LinkedHashMap<>();
    for (String name : names) {
      records.put("SCHILY.xattr." + name, name.getBytes(StandardCharsets.UTF_8));
    }
    return tar.pax(records);
  }

  @Test
  void everyTypeOfFileKeepsItsAttributes() throws IOException {
    MergedTree tree =
        merge(
            new TarBuilder()
                .add(new Header("d", '5').mode(02775).owner(1, 2).modified(3))
                .add(new Header("f", '0').mode(04755).owner(4, 5).modified(6))
                .add(new Header("l", '2').linkTarget("f").owner(7, 8).modified(9))
                .add(new Header("c", '3').mode(0620).device(5, 70000).modified(10))
                .add(new Header("b", '4').mode(0660).device(4095, 1048575).modified(11))
                .add(new Header("p", '6').mode(0600).owner(2, 1).modified(12)));
    assertEquals(new Attributes(02775, 1, 2), at(tree, "d").attributes());
    assertEquals(3, at(tree, "d").modified());
    assertEquals(new Attributes(04755, 4, 5), at(tree, "f").attributes());
    assertEquals(6, at(tree, "f").modified());
    assertEquals(7, at(tree, "l").attributes().uid());
    assertEquals(8, at(tree, "l").attributes().gid());
    assertEquals(9, at(tree, "l").modified());
    DeviceNode character = assertInstanceOf(DeviceNode.class, at(tree, "c"));
    assertEquals(DeviceKind.CHARACTER, character.kind());
    assertEquals(5, character.major());
    assertEquals(70000, character.minor());
    DeviceNode block = assertInstanceOf(DeviceNode.class, at(tree, "b"));
    assertEquals(DeviceKind.BLOCK, block.kind());
    assertEquals(4095, block.major());
    assertEquals(1048575, block.minor());
    assertInstanceOf(FifoNode.class, at(tree, "p"));
    assertEquals(new Attributes(0600, 2, 1), at(tree, "p").attributes());
  }

  @Test
  void aDirectoryOverADirectoryTakesAllNewAttributes() throws IOException {
    MergedTree tree =
        merge(
            withAttributes(new TarBuilder(), "user.old")
                .add(new Header("d", '5').mode(0700).owner(1, 1).modified(1))
                .file("d/f", ""),
            withAttributes(new TarBuilder(), "user.new")
                .add(new Header("d", '5').mode(0755).owner(2, 2).modified(2)));
    assertEquals(0755, at(tree, "d").attributes().permissions());
    assertEquals(2, at(tree, "d").attributes().uid());
    assertEquals(2, at(tree, "d").modified());
    assertEquals(Set.of("user.new"), at(tree, "d").attributes().extended().names());
  }

  @Test
  void writingIntoADirectoryLeavesItsAttributes() throws IOException {
    MergedTree tree =
        merge(
            new TarBuilder().add(new Header("d", '5').mode(0700).owner(1, 1).modified(1)),
            new TarBuilder().file("d/f", ""));
    assertEquals(new Attributes(0700, 1, 1), at(tree, "d").attributes());
    assertEquals(1, at(tree, "d").modified());
  }

  @Test
  void theRootTakesTheAttributesOfItsEntry() throws IOException {
    MergedTree tree =
        merge(new TarBuilder().add(new Header("./", '5').mode(0555).owner(1, 2).modified(7)));
    assertEquals(new Attributes(0555, 1, 2), tree.root().attributes());
    assertEquals(7, tree.root().modified());
    assertFalse(tree.root().isImplicit());
  }

  @Test
  void theRootWithoutEntryIsImplicit() throws IOException {
    MergedTree tree = merge(new TarBuilder().file("f", ""));
    assertTrue(tree.root().isImplicit());
    assertEquals(Attributes.DIRECTORY_DEFAULT, tree.root().attributes());
    assertEquals(0, tree.root().modified());
  }

  @Test
  void missingDirectoriesAreImplicitUntilAnEntryDescribesThem() throws IOException {
    MergedTree tree =
        merge(
            new TarBuilder().add(new Header("a/b/f", '0').owner(9, 9)),
            new TarBuilder().add(new Header("a/b", '5').mode(0711).owner(1, 1).modified(5)));
    DirectoryNode outer = assertInstanceOf(DirectoryNode.class, at(tree, "a"));
    assertTrue(outer.isImplicit());
    assertEquals(new Attributes(0755, 0, 0), outer.attributes());
    DirectoryNode inner = assertInstanceOf(DirectoryNode.class, at(tree, "a/b"));
    assertFalse(inner.isImplicit());
    assertEquals(new Attributes(0711, 1, 1), inner.attributes());
  }

  @Test
  void missingDirectoriesInheritTheGroupOfASetGroupIdParent() throws IOException {
    MergedTree tree =
        merge(
            new TarBuilder()
                .add(new Header("d", '5').mode(02775).owner(1, 50))
                .file("d/a/b/f", ""));
    assertEquals(new Attributes(02755, 0, 50), at(tree, "d/a").attributes());
    assertEquals(new Attributes(02755, 0, 50), at(tree, "d/a/b").attributes());
  }

  @Test
  void aHardLinkHasTheAttributesOfItsTarget() throws IOException {
    MergedTree tree =
        merge(
            new TarBuilder()
                .add(new Header("f", '0').mode(0640).owner(1, 2).modified(3))
                .add(new Header("h", '1').linkTarget("f").mode(0777).owner(8, 8).modified(9)));
    assertSame(at(tree, "f"), at(tree, "h"));
    assertEquals(new Attributes(0640, 1, 2), at(tree, "h").attributes());
    assertEquals(3, at(tree, "h").modified());
  }

  @Test
  void extendedAttributesOfTheBuildingMachineAreLeftOut() throws IOException {
    MergedTree tree =
        merge(
            withAttributes(
                    new TarBuilder(),
                    "security.selinux",
                    "trusted.overlay.opaque",
                    "trusted.overlay.origin",
                    "trusted.overlay.metacopy",
                    "trusted.overlay.of-tomorrow",
                    "user.overlay.redirect",
                    "system.nfs4_acl",
                    "security.capability",
                    "user.note")
                .file("f", ""));
    ExtendedAttributes kept = at(tree, "f").attributes().extended();
    assertEquals(Set.of("security.capability", "user.note"), kept.names());
    assertArrayEquals("user.note".getBytes(StandardCharsets.UTF_8), kept.toMap().get("user.note"));
  }

  @Test
  void filesWithEqualAttributesShareThem() throws IOException {
    MergedTree tree = merge(new TarBuilder().file("a", ""), new TarBuilder().file("b", ""));
    assertSame(at(tree, "a").attributes(), at(tree, "b").attributes());
  }
}
