package io.longshore.acceptance.ci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Program;
import io.longshore.acceptance.collection.Shell;
import io.longshore.collection.migrate.MigratedCollection;
import io.longshore.collection.verify.PlantedFault;
import io.longshore.testing.Extent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each fault that {@code verify} has to find makes the workflow for GitHub red, if a change that is
 * pushed can bring it.
 */
class FaultsInChangesTest {
  private static final String GET = "Get the collection";
  private static final int A_PART = 5;

  /** Faults that no clone gets, and why. */
  private static final Map<String, String> STAYS_WHERE_IT_IS =
      Map.of(
          "bytes: a layout that git converted",
          "a setting of that clone has git convert",
          "clean: a file nobody saved",
          "it is in no commit",
          "clean: a change inside images-oci nobody saved",
          "it is in no commit",
          "clean: a commit of images-oci the superdataset does not have",
          "a clone gets the commit that the superdataset has");

  /** Faults with which images-oci cannot be cloned, and what git says of them. */
  private static final Map<String, String> KEEPS_FROM_CLONING =
      Map.of(
          "subdataset: no URL",
          "No url found for submodule path 'images-oci'",
          "subdataset: a repository the superdataset does not know",
          "pathspec 'images-oci' did not match",
          "clones: a url that leads nowhere",
          "not-there.git");

  @TempDir static Path scratch;
  private static MigratedCollection whole;
  private static Shell shell;
  private static GitHubRunner installed;

  @TempDir Path folder;

  @BeforeAll
  static void install() throws IOException {
    whole = MigratedCollection.migrated(scratch.resolve("whole"));
    Path served = Files.createDirectories(scratch.resolve("served"));
    whole.copy(served.resolve("containers"));
    Program program = Program.install(scratch);
    shell = program.shell();
    Forge forge =
        Forge.serving(
            Files.createDirectories(scratch.resolve("forge")),
            program,
            shell.at(served.resolve("containers")));
    installed = GitHubRunner.of(forge, scratch.resolve("machine"), "verify").upTo(GET);
  }

  static List<PlantedFault> pushed() {
    return Extent.asked()
        .of(
            PlantedFault.all()
                .filter(fault -> !STAYS_WHERE_IT_IS.containsKey(fault.toString()))
                .toList(),
            A_PART);
  }

  @ParameterizedTest
  @MethodSource("pushed")
  void makesTheWorkflowRed(PlantedFault fault) throws IOException {
    Path containers = scratch.resolve("served/containers");
    shell.run("rm", "-rf", containers.toString());
    fault.planting().plantIn(whole.copy(containers));

    GitHubRunner runner = installed.again(folder.getFileName().toString());
    String said = KEEPS_FROM_CLONING.get(fault.toString());
    if (said != null) {
      Shell.Result got = runner.run(GET);
      assertNotEquals(0, got.exitCode());
      assertTrue(got.errors().contains(said), got.errors());
      return;
    }
    runner.expectSuccess(GET);
    Shell.Result verified = runner.run("Verify");

    assertEquals(1, verified.exitCode(), verified.output() + verified.errors());
    List<String> errors =
        verified.output().lines().filter(line -> line.startsWith("::error ")).toList();
    assertEquals(1, errors.size(), verified.output());
    String error = errors.getFirst();
    assertTrue(error.contains("title=finding." + fault.check() + "::"), error);
    assertTrue(error.contains(fault.said()), error);
  }

  @Test
  void theExceptionsAreAmongTheFaults() {
    List<String> faults = PlantedFault.all().map(PlantedFault::toString).toList();
    assertTrue(faults.containsAll(STAYS_WHERE_IT_IS.keySet()), faults::toString);
    assertTrue(faults.containsAll(KEEPS_FROM_CLONING.keySet()), faults::toString);
  }
}
