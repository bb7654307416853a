package io.longshore.collection.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.migrate.MigratedCollection;
import io.longshore.collection.plan.ImageNames;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.LocalCommandRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresentImagesTest {
  private static final ImageNames PLAIN =
      ImageNames.ofSif("images/tools/plain--2.sif").orElseThrow();

  @TempDir Path folder;

  @Test
  void whatACollectionHasIsKnownByItsLayouts() throws IOException {
    MigratedCollection collection =
        MigratedCollection.migrated(folder.toRealPath().resolve("collection"));
    collection.write("images/tools/Singularity.plain--3", "Bootstrap: docker\nFrom: lab/plain:3\n");
    collection.write("images/tools/plain--1.sing", "an old image");
    collection.commitAll();
    GitRepository superdataset = GitRepository.at(collection.root(), new LocalCommandRunner());
    try (CommittedCollection committed = CommittedCollection.atHead(superdataset)) {
      PresentImages images = PresentImages.in(committed);
      List<PresentImage> plain = images.ofContainer(PLAIN);
      assertEquals(
          List.of("plain--1", "plain--2"),
          plain.stream().map(image -> image.names().name()).toList());
      assertFalse(plain.getFirst().hasSif());
      assertTrue(plain.getLast().hasSif() && plain.getLast().hasLayout());
      assertEquals("linux/amd64", plain.getLast().platform().orElseThrow().toString());
      // A recipe alone is no image.
      ImageNames three = new ImageNames("images/tools", "plain--3");
      assertFalse(images.has(three));
      assertEquals("lab/plain:3", images.referenceOf(three).orElseThrow().asAsked());
    }
  }
}
