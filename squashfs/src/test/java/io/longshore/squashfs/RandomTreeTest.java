package io.longshore.squashfs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Any tree comes back, through our reader, unsquashfs and the kernel. */
class RandomTreeTest {

  @Provide
  Arbitrary<TreeRecipe> trees() {
    return TreeRecipe.any();
  }

  @Property(tries = 150)
  void ourReaderSeesTheTree(@ForAll("trees") TreeRecipe tree) throws IOException {
    Path image = Files.createTempFile("tree", ".squashfs");
    try {
      Images.write(image, Images.SMALL_BLOCKS, tree::build);
      assertEquals(tree.expected(false), Images.describe(image));
    } finally {
      Files.delete(image);
    }
  }

  @Property(tries = 25, shrinking = ShrinkingMode.BOUNDED)
  void unsquashfsExtractsTheTree(@ForAll("trees") TreeRecipe tree)
      throws IOException, InterruptedException {
    Path image = Files.createTempFile("tree", ".squashfs");
    Path folder = Files.createTempDirectory("extracted");
    try {
      Images.write(image, new SquashfsOptions(new Compression.Zstd(), 4096, 2), tree::build);
      Tool.run("unsquashfs", "-no-xattrs", "-f", "-d", folder.toString(), image.toString());
      SortedMap<String, String> expected = tree.expected(true);
      // A symbolic link in a folder has no permissions of its own.
      expected.replaceAll((path, text) -> text.replaceFirst("^(link to t+) \\d{4}", "$1 0777"));
      assertEquals(expected, Listing.of(folder));
    } finally {
      Tool.run("rm", "-rf", folder.toString());
      Files.delete(image);
    }
  }

  @Property(tries = 25, shrinking = ShrinkingMode.BOUNDED)
  void theKernelShowsTheTree(@ForAll("trees") TreeRecipe tree)
      throws IOException, InterruptedException {
    Path image = Files.createTempFile("tree", ".squashfs");
    try {
      Images.write(image, Images.SMALL_BLOCKS, tree::build);
      try (Mount mount = Mount.of(image)) {
        assertEquals(tree.expected(true), Listing.of(mount.point()));
      }
    } finally {
      Files.delete(image);
    }
  }
}
