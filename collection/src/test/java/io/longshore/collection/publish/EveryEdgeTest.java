package io.longshore.collection.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.publish.StruckRunner.Death;
import io.longshore.collection.publish.StruckRunner.Strike;
import io.longshore.collection.transaction.Journal;
import io.longshore.collection.transaction.JournalEntry;
import io.longshore.collection.transaction.RefChange;
import io.longshore.collection.transaction.TwoRepositoryStep;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.dataset.process.TypedCommand;
import io.longshore.testing.Extent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Walks the edges that are drawn in docs/decisions/0021-publishing-beside-other-gits.md: whatever
 * git is asked on the way, it may say no there, and we may die there.
 */
class EveryEdgeTest {
  private static final Extent EXTENT = Extent.asked();

  /** Of some thirty to fifty. */
  private static final int PART_OF_THE_REQUESTS = 5;

  @TempDir Path folder;

  /** What a command publishes. */
  enum Step {
    /** An image of a collection that has others; a rollback. */
    BOTH,
    /** Scripts alone. */
    SUPERDATASET,
    /** The first image: the superdataset names images-oci from then on. */
    INTRODUCTION
  }

  private enum End {
    OLD,
    NEW,
    /** New, and what is left to do waits for the next run. */
    UNFINISHED
  }

  private record Ground(Step kind, TwoStates superdataset, TwoStates imagesOci, Journal journal) {
    static Ground make(Path folder, Step kind) throws IOException {
      TwoStates superdataset = TwoStates.make(folder);
      TwoStates imagesOci = TwoStates.make(folder.resolve("images-oci"));
      TwoStates introducing =
          kind == Step.INTRODUCTION ? introducing(superdataset, imagesOci) : superdataset;
      Files.writeString(folder.resolve(".git/info/exclude"), "images-oci\n");
      return of(kind, introducing, imagesOci);
    }

    private static Ground of(Step kind, TwoStates superdataset, TwoStates imagesOci) {
      Path journal = superdataset.git().root().resolve(".git/journal.json");
      return new Ground(kind, superdataset, imagesOci, new Journal(journal));
    }

    Ground copyTo(Path folder) throws IOException {
      Path from = superdataset.git().root();
      new LocalCommandRunner()
          .run(TypedCommand.of(from, "cp", "-a", from.toString(), folder.toString()));
      return of(kind, superdataset.at(folder), imagesOci.at(folder.resolve("images-oci")));
    }

    private static TwoStates introducing(TwoStates superdataset, TwoStates imagesOci)
        throws IOException {
      GitRepository git = superdataset.git();
      RefChange change = superdataset.change();
      TwoStates.run(git, "reset", "--quiet", "--hard", change.newCommit());
      TwoStates.run(
          git,
          "update-index",
          "--add",
          "--cacheinfo",
          "160000," + imagesOci.change().newCommit() + ",images-oci");
      TwoStates.run(git, "commit", "--quiet", "--amend", "--no-edit");
      String introduced = TwoStates.run(git, "rev-parse", "HEAD");
      TwoStates.run(git, "reset", "--quiet", "--mixed", change.oldCommit());
      Files.writeString(git.root().resolve("file"), "before");
      TwoStates.run(git, "update-index", "-q", "--refresh");
      return new TwoStates(git, new RefChange(TwoStates.REF, change.oldCommit(), introduced));
    }

    JournalEntry step() {
      return new JournalEntry(
          JournalEntry.Action.PUBLISH,
          "app--1.0",
          kind == Step.SUPERDATASET ? imagesOci.noChange() : imagesOci.change(),
          superdataset.change());
    }

    /** As another process does it. */
    TwoRepositoryStep recovery(StruckRunner runner) throws IOException {
      return new TwoRepositoryStep(
          superdataset.openedWith(runner), imagesOci.openedWith(runner), journal);
    }

    boolean isNew() throws IOException {
      return superdataset.branch().equals(superdataset.change().newCommit());
    }

    void assertIsWholly(String state) throws IOException {
      superdataset.assertIsWholly(state);
      imagesOci.assertIsWholly(kind == Step.SUPERDATASET ? "before" : state);
      assertEquals(Optional.empty(), journal.read());
      for (TwoStates repository : List.of(superdataset, imagesOci)) {
        assertEquals("", TwoStates.run(repository.git(), "for-each-ref", "refs/longshore"));
        try (Stream<Path> files = Files.walk(repository.git().gitFolder())) {
          assertEquals(List.of(), files.filter(file -> file.toString().endsWith(".lock")).toList());
        }
      }
      boolean active = superdataset.git().configuration("submodule.images-oci.active").isPresent();
      assertEquals(kind == Step.INTRODUCTION && state.equals("after"), active);
    }
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void whateverGitIsAskedItMaySayNoThereAndWeMayDieThere(Step kind) throws IOException {
    Ground prepared = Ground.make(folder.resolve("prepared"), kind);
    StruckRunner healthy = new StruckRunner(-1, Strike.REFUSED);
    Ground undisturbed = prepared.copyTo(folder.resolve("undisturbed"));
    undisturbed.recovery(healthy).carryOut(undisturbed.step());
    assertEquals(End.NEW, endOf(undisturbed));
    List<Integer> requests =
        EXTENT.of(IntStream.range(0, healthy.requests()).boxed().toList(), PART_OF_THE_REQUESTS);
    for (Strike strike : Strike.values()) {
      Set<End> ends = EnumSet.noneOf(End.class);
      for (int request : requests) {
        Path place = folder.resolve(strike + "-" + request);
        ends.add(endAfter(new StruckRunner(request, strike), prepared.copyTo(place)));
      }
      // Who is refused once goes on at once.
      if (EXTENT.isWhole()) {
        assertEquals(strike == Strike.REFUSED, !ends.contains(End.UNFINISHED), strike.toString());
        assertTrue(ends.contains(End.OLD), strike.toString());
      }
    }
  }

  private static End endAfter(StruckRunner runner, Ground ground) throws IOException {
    try {
      ground.recovery(runner).carryOut(ground.step());
      assertFalse(ground.journal().read().isPresent());
    } catch (IOException | Death e) {
      assertTrue(runner.hasStruck(), e.toString());
    }
    return endOf(ground);
  }

  private static End endOf(Ground ground) throws IOException {
    boolean isNew = ground.isNew();
    boolean unfinished = ground.journal().read().isPresent();
    if (unfinished) {
      assertEquals(
          isNew, ground.recovery(new StruckRunner(-1, Strike.REFUSED)).settle(ground.step()));
    }
    ground.assertIsWholly(isNew ? "after" : "before");
    return !isNew ? End.OLD : unfinished ? End.UNFINISHED : End.NEW;
  }
}
