package io.longshore.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.migrate.MigratedCollection;
import io.longshore.collection.verify.Verification;
import io.longshore.dataset.process.CommandRunner;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.dataset.process.TypedCommand;
import io.longshore.ground.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From where the superdataset is found. */
class SuperdatasetTest {
  private final CommandRunner runner = new LocalCommandRunner();

  @TempDir Path folder;

  @Test
  void insideImagesOciItIsTheDatasetAround() throws IOException {
    MigratedCollection collection = MigratedCollection.migrated(folder.resolve("dataset"));
    for (String inside : List.of("", "images", "images-oci", "images-oci/bids")) {
      assertEquals(collection.root(), found(collection.root().resolve(inside)), inside);
    }
    assertTrue(Verification.verify(collection.imagesOci(), List.of()).images() > 0);
  }

  @Test
  void imagesOciNeedNotBeSavedInItYet() throws IOException {
    Path dataset = Files.createDirectory(folder.resolve("dataset"));
    Path imagesOci = Files.createDirectory(dataset.resolve("images-oci"));
    git(dataset, "init", "-q");
    git(imagesOci, "init", "-q");
    assertEquals(dataset.toRealPath(), found(imagesOci));
    Path other = Files.createDirectory(dataset.resolve("elsewhere"));
    git(other, "init", "-q");
    assertEquals(other.toRealPath(), found(other));
  }

  @Test
  void aCloneOfImagesOciAloneIsRefused() throws IOException {
    MigratedCollection collection = MigratedCollection.migrated(folder.resolve("dataset"));
    Path alone = folder.resolve("alone");
    git(folder, "clone", "-q", collection.imagesOci().toString(), alone.toString());
    FailureException refused = assertThrows(FailureException.class, () -> found(alone));
    assertTrue(refused.problem().contains("of no dataset around it"), refused::problem);
    assertTrue(refused.nextStep().contains("-C DIR"), refused::nextStep);
  }

  private Path found(Path inside) throws IOException {
    return Collection.superdatasetAt(inside, runner).root();
  }

  private void git(Path where, String... arguments) throws IOException {
    String[] command = new String[arguments.length + 1];
    command[0] = "git";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    runner.run(TypedCommand.of(where, command));
  }
}
