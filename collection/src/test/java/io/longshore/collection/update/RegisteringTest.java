package io.longshore.collection.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.migrate.MigratedCollection;
import io.longshore.collection.plan.ImageNames;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.LocalCommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegisteringTest {
  private static final ImageNames PLAIN =
      ImageNames.ofSif("images/tools/plain--2.sif").orElseThrow();

  private static final NewRegistration PLANNED =
      new NewRegistration("tools-plain", PLAIN, List.of("--quiet"));

  private final List<String> warnings = new ArrayList<>();
  @TempDir Path folder;
  private MigratedCollection collection;
  private GitRepository superdataset;
  private KnownRegistrations known;

  @BeforeEach
  void aCollectionThatAnUpdateWasPlannedFor() throws IOException {
    collection = MigratedCollection.migrated(folder.toRealPath().resolve("collection"));
    superdataset = GitRepository.at(collection.root(), new LocalCommandRunner());
    known =
        new KnownRegistrations(
            DataladConfig.at(superdataset, superdataset.head().commit().orElseThrow()));
  }

  private List<NewRegistration> carryOut() throws IOException {
    return Registering.carryOut(
        superdataset, List.of(PLANNED), known, (subject, text) -> warnings.add(subject));
  }

  @Test
  void anImageThatIsHereIsRegisteredInBothDatasetsAtOnce() throws IOException {
    String before = collection.git("rev-parse", "HEAD");

    List<NewRegistration> pointed = carryOut();

    assertEquals(List.of(PLANNED), pointed);
    assertEquals(List.of(), warnings);

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

  @Test
  void whatSomebodyHasRegisteredMeanwhileStays() throws IOException {
    collection.git(
        "config", "-f", ".datalad/config", "datalad.containers.tools-plain.image", "mine.sif");
    collection.git("commit", "-qam", "My own");
    String before = collection.git("rev-parse", "HEAD");

    List<NewRegistration> pointed = carryOut();

    assertEquals(List.of(), pointed);
    assertEquals(List.of("tools-plain"), warnings);
    assertEquals(before, collection.git("rev-parse", "HEAD"));
  }
}
