package io.longshore.collection.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.add.AdditionRequest;
import io.longshore.collection.add.ImageAddition;
import io.longshore.collection.plan.ImageOrigin;
import io.longshore.collection.rollback.ImageRollback;
import io.longshore.collection.rollback.RollbackRequest;
import io.longshore.collection.session.StopRequest;
import io.longshore.collection.stage.StagingSettings;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing is built upon an images-oci that is elsewhere than the superdataset says, and what is
 * said to type next mends it. No registry is there to be asked.
 */
class AgreementTest {
  private static final String RECIPE = "images/bids/Singularity.next--1";

  @TempDir static Path scratch;
  private static MigratedCollection whole;

  @TempDir Path folder;
  private MigratedCollection collection;

  @BeforeAll
  static void migrate() throws IOException {
    whole = MigratedCollection.migrated(scratch.resolve("whole"));
    whole.write(
        RECIPE,
        "# Automagically prepared\nBootstrap: docker\nFrom: registry.invalid/bids/next:1\n");
    whole.commitAll();
  }

  @BeforeEach
  void copy() throws IOException {
    collection = whole.copy(folder.resolve("copy"));
  }

  /** Tried on a branch of the superdataset, and back. */
  @Test
  void layoutsOfAnotherBranchAreNotTakenAlong() throws IOException {
    collection.git("checkout", "--quiet", "-b", "trial");
    collection.write("images-oci/trial", "a layout");
    collection.commitAll();
    collection.git("checkout", "--quiet", "master");
    String trial = collection.git("rev-parse", "trial:images-oci");

    FailureException failure =
        refused("has commits of images-oci that the branch of the superdataset");

    follow(failure, "own: ");
    assertAgreed();
    assertTrue(collection.gitInImagesOci("branch", "--contains", trial).contains("aside-"));

    collection.git("checkout", "--quiet", "trial");
    follow(refused("is behind the commit of images-oci"), "");
    assertAgreed();
    assertEquals(trial, collection.gitInImagesOci("rev-parse", "HEAD"));
  }

  @Test
  void whatWentTwoWaysIsBroughtTogether() throws IOException {
    collection.git("checkout", "--quiet", "-b", "trial");
    collection.write("images-oci/trial", "a layout");
    collection.commitAll();
    collection.git("checkout", "--quiet", "master");
    collection.gitInImagesOci("reset", "--quiet", "--hard", "HEAD~1");
    collection.write("images-oci/other", "another layout");
    collection.commitAll();
    collection.git("checkout", "--quiet", "trial");

    FailureException failure = refused("has gone another way");

    follow(failure, "own: ");
    assertAgreed();
  }

  @Test
  void aCommitThatIsNotHereIsToBeFetched() throws IOException {
    collection.git("update-index", "--cacheinfo", "160000," + "1".repeat(40) + ",images-oci");
    collection.git("commit", "--quiet", "-m", "of somebody else");

    assertTrue(
        refused("does not have the commit of images-oci").nextStep().contains(" fetch --all"));
  }

  private FailureException refused(String problem) {
    FailureException found = null;
    for (Executable command : List.<Executable>of(this::plan, this::add, this::rollBack)) {
      FailureException failure = assertThrows(FailureException.class, command);
      assertEquals(FailureKind.DATASET, failure.kind());
      assertTrue(failure.problem().contains(problem), failure::getMessage);
      found = failure;
    }
    return found;
  }

  private void plan() throws IOException {
    new Migration(
            MigrationOptions.ofRecipes(collection.root(), List.of(), false, StagingSettings.of(1)),
            (_, _) -> {
              throw new AssertionError("asked a registry");
            },
            _ -> {})
        .plan();
  }

  private void add() throws IOException {
    new ImageAddition(
            new AdditionRequest(
                collection.root(),
                ImageOrigin.parse("registry.invalid/lab/tool:1"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                true,
                StagingSettings.of(1)),
            "registry.invalid/lab/tool:1",
            (_, _) -> {
              throw new AssertionError("asked a registry");
            },
            (_, _) -> {},
            new StopRequest())
        .plan();
  }

  private void rollBack() throws IOException {
    new ImageRollback(
            new RollbackRequest(collection.root(), new RollbackRequest.Choice.OfLastRun(), false),
            (_, _) -> {},
            new StopRequest())
        .plan();
  }

  /** Types what stands behind {@code mark} of a next step. */
  private void follow(FailureException failure, String mark) throws IOException {
    String step = failure.nextStep();
    String commands = step.substring(step.indexOf(mark) + mark.length());
    collection.git("-c", "alias.typed=!" + commands + " #", "typed");
  }

  private void assertAgreed() throws IOException {
    assertEquals(
        collection.git("rev-parse", "HEAD:images-oci"),
        collection.gitInImagesOci("rev-parse", "HEAD"));
    assertEquals("", collection.git("status", "--porcelain"));
    assertEquals("refs/heads/master", collection.gitInImagesOci("symbolic-ref", "HEAD"));
  }
}
