package io.longshore.collection.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SpaceBudgetTest {
  private static final Path HERE = Path.of("/data/superdataset");
  private static final Path THERE = Path.of("/scratch/images-oci");

  /** 100 MB free at /data, 50 MB at /scratch. */
  private final SpaceBudget budget =
      new SpaceBudget(
          new SpaceBudget.Disks() {
            @Override
            public Object fileSystem(Path folder) {
              return folder.getName(0);
            }

            @Override
            public long free(Path folder) {
              return folder.startsWith("/data") ? 100_000_000 : 50_000_000;
            }
          },
          SpaceBudget.Remedy.ROOM_OR_FEWER_LAYERS);

  private static SpaceNeed sif(long megabytes) {
    return new SpaceNeed(HERE, megabytes * 1_000_000, "SIF");
  }

  private static SpaceNeed layers(Path folder, long megabytes) {
    return new SpaceNeed(folder, megabytes * 1_000_000, "layers");
  }

  @Test
  void whatDoesNotFitIsRefusedWithFigures() {
    FailureException e =
        assertThrows(
            FailureException.class,
            () -> budget.reserve("a/b:1", List.of(layers(THERE, 60), sif(20))));
    assertEquals(FailureKind.DISK_FULL, e.kind());
    assertTrue(
        e.problem()
            .contains(
                "60 MB of layers and 20 MB of SIF, and 50 MB are free at /scratch/images-oci, "
                    + "100 MB are free at /data/superdataset"),
        e.problem());
    assertTrue(e.nextStep().contains("--drop-layers-after-build"), e.nextStep());
  }

  @Test
  void whatGitAnnexLeavesFreeCannotBeHad() throws IOException {
    SpaceNeed need = new SpaceNeed(HERE, 60_000_000, "SIF", 50_000_000);
    FailureException e =
        assertThrows(FailureException.class, () -> budget.reserve("a/b:1", List.of(need)));
    assertTrue(
        e.problem().endsWith(", of which git-annex leaves 50 MB (annex.diskreserve)"), e.problem());
    budget.reserve("a/b:2", List.of(new SpaceNeed(HERE, 50_000_000, "SIF", 50_000_000))).close();
  }

  @Test
  void needsOnOneFileSystemAreAddedUp() throws IOException {
    assertThrows(
        FailureException.class,
        () -> budget.reserve("a", List.of(layers(Path.of("/data/x"), 60), sif(60))));
    budget.reserve("a", List.of(layers(Path.of("/data/x"), 40), sif(60))).close();
  }

  @Test
  void whoDoesNotFitBesideOthersWaitsForThem() throws Exception {
    SpaceBudget.Reservation first = budget.reserve("a", List.of(sif(70)));
    CompletableFuture<Boolean> second = new CompletableFuture<>();
    Thread waiting =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (SpaceBudget.Reservation _ = budget.reserve("b", List.of(sif(70)))) {
                    second.complete(true);
                  } catch (IOException e) {
                    second.complete(false);
                  }
                });
    while (waiting.getState() != Thread.State.WAITING && waiting.isAlive()) {
      Thread.onSpinWait();
    }
    assertFalse(second.isDone());
    budget.reserve("c", List.of(sif(30))).close();
    first.close();
    assertTrue(second.get());
  }

  @Test
  void aCheckReservesNothing() throws IOException {
    budget.check("all", List.of(sif(100)));
    budget.check("all", List.of(sif(100)));
    assertThrows(FailureException.class, () -> budget.check("all", List.of(sif(101))));
  }
}
