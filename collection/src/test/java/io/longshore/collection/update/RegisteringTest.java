package io.longshore.collection.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.migrate.MigratedCollection;
import io.longshore.collection.plan.ImageNames;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.LocalCommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegisteringTest {
  private static final ImageNames PLAIN =
      ImageNames.ofSif("images/tools/plain--2.sif").orElseThrow();

  @TempDir Path folder;

  @Test
  void anImageThatIsHereIsRegisteredInBothDatasetsAtOnce() throws IOException {
    MigratedCollection collection =
        MigratedCollection.migrated(folder.toRealPath().resolve("collection"));
    GitRepository superdataset = GitRepository.at(collection.root(), new LocalCommandRunner());
    String before = collection.git("rev-parse", "HEAD");

    Registering.carryOut(
        superdataset, List.of(new NewRegistration("tools-plain", PLAIN, List.of("--quiet"))));

    assertEquals(before, collection.git("rev-parse", "HEAD~1"));
    assertEquals("", collection.git("status", "--porcelain", "--ignore-submodules=none"));
    assertEquals(
        collection.gitInImagesOci("rev-parse", "HEAD"),
        collection.git("rev-parse", "HEAD:images-oci"));
    String configuration = Files.readString(collection.root().resolve(".datalad/config"));
    assertTrue(configuration.contains("image = images/tools/plain--2.sif\n"), configuration);
    assertTrue(configuration.contains("run {img} --quiet {cmd}\n"), configuration);
    String layouts = Files.readString(collection.imagesOci().resolve(".datalad/config"));
    assertTrue(layouts.contains("image = tools/plain--2.oci\n"), layouts);
  }
}
