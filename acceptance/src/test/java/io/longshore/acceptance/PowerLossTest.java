package io.longshore.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.collection.SmallCollection;
import io.longshore.acceptance.collection.SystemCalls;
import io.longshore.loopback.LoopbackOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a loss of power may take is what was written and not forced to the disk. The system calls of
 * the publication of one image show that everything is forced before something else relies on it.
 */
@TestInstance(Lifecycle.PER_CLASS)
class PowerLossTest {
  private static final String JOURNAL = "/containers/\\.git/longshore/journal\\.json";
  private static final String LAYOUTS = "/containers/images-oci/\\.git/";
  private static final String DATASET = "/containers/\\.git/";
  private static final String OBJECT = "annex/objects/[^/]+/[^/]+/";

  private static final String OBJECT_FILE = "objects/[0-9a-f]{2}/[0-9a-f]{38}";

  private SmallCollection collection;
  private SystemCalls calls;

  @BeforeAll
  void traceAPublication(@TempDir Path folder) throws IOException {
    collection = SmallCollection.of(folder, LoopbackOptions.PLAIN, 1);
    Shell shell = collection.shell();
    assertEquals(0, collection.program().run(shell, "init").exitCode());
    Path trace = folder.resolve("trace");
    shell.run(
        "strace",
        "-f",
        // Of other calls strace then hears nothing: the program runs about as fast as without it.
        "--seccomp-bpf",
        "-y",
        "-s",
        "4096",
        "-e",
        "signal=none",
        "-e",
        SystemCalls.TRACED,
        "-o",
        trace.toString(),
        collection.program().executable().toString(),
        "migrate");
    calls = SystemCalls.read(trace, shell.folder());
  }

  @AfterAll
  void stopRegistry() {
    collection.close();
  }

  private int journalWritten() {
    return calls.onlyNamed(JOURNAL);
  }

  private int branchMoved(String gitFolder) {
    return calls.onlyNamed(gitFolder + "refs/heads/master");
  }

  private void inOrder(String what, int... positions) {
    for (int i = 1; i < positions.length; i++) {
      assertTrue(
          positions[i - 1] < positions[i],
          what + ", call " + i + " of the order expected\n" + calls.show(positions));
    }
  }

  @Test
  void theSifIsOnDiskBeforeTheJournalNamesIt() {
    int forced = calls.firstForced("/staging/[^/]+/\\.longshore-[0-9a-f]+\\.partial");
    int inAnnex = calls.allNamed(DATASET + OBJECT + "MD5E-[^/]*/MD5E-.*\\.sif").getLast();
    int nameForced = calls.firstForcedAfter(inAnnex, DATASET + OBJECT + "MD5E-[^/]*\\.sif");
    int foldersForced = calls.firstForcedAfter(inAnnex, DATASET + "annex/objects");
    inOrder("SIF", forced, inAnnex, nameForced, foldersForced, journalWritten());
  }

  @Test
  void everyLayerIsOnDiskBeforeTheJournalNamesIt() {
    List<Integer> downloads = calls.allForced("/images-oci/\\.git/longshore/downloads/.*");
    List<Integer> inAnnex = calls.allNamed(LAYOUTS + OBJECT + "SHA256-[^/]*/SHA256-.*");
    assertEquals(collection.images().getFirst().manifest().layers().size(), downloads.size());
    assertEquals(downloads.size(), inAnnex.size());
    for (int layer = 0; layer < downloads.size(); layer++) {
      int nameForced =
          calls.firstForcedAfter(inAnnex.get(layer), LAYOUTS + OBJECT + "SHA256-[^/]*");
      inOrder("layer", downloads.get(layer), inAnnex.get(layer), nameForced, journalWritten());
    }
  }

  private List<Integer> beforeJournal(List<Integer> positions) {
    return positions.stream().filter(call -> call < journalWritten()).toList();
  }

  @Test
  void everyGitObjectIsOnDiskBeforeTheJournalNamesIt() {
    for (String gitFolder : List.of(LAYOUTS, DATASET)) {
      List<Integer> named = beforeJournal(calls.allNamed(gitFolder + OBJECT_FILE));
      Set<String> unforced = calls.paths(named);
      assertTrue(unforced.size() >= 5, gitFolder + ": " + unforced);
      unforced.removeAll(calls.paths(beforeJournal(calls.allForced(gitFolder + OBJECT_FILE))));
      List<Integer> temporary = calls.allForced(gitFolder + "objects/([0-9a-f]{2}/)?tmp_obj_.*");
      assertTrue(
          beforeJournal(temporary).size() >= unforced.size(),
          temporary.size() + " forced before they had names, but not: " + unforced);
    }
  }

  @Test
  void theJournalIsOnDiskBeforeABranchMoves() {
    inOrder(
        "journal",
        calls.firstForced(DATASET + "longshore/\\.longshore-[0-9a-f]+\\.partial"),
        journalWritten(),
        calls.firstForcedAfter(journalWritten(), "/containers/\\.git/longshore"),
        branchMoved(LAYOUTS));
  }

  @Test
  void theBranchThatDecidesMovesLastAndIsForced() {
    for (String gitFolder : List.of(LAYOUTS, DATASET)) {
      inOrder(
          "branch",
          calls.firstForced(gitFolder + "refs/heads/master\\.lock"),
          branchMoved(gitFolder));
    }
    inOrder(
        "branches",
        branchMoved(LAYOUTS),
        calls.firstForcedAfter(branchMoved(LAYOUTS), LAYOUTS + "refs/heads"),
        branchMoved(DATASET));
  }

  @Test
  void filesAreOnDiskBeforeTheJournalIsGone() {
    int gone = calls.onlyRemoved(JOURNAL);
    int moved = branchMoved(DATASET);
    inOrder(
        "index",
        moved,
        calls.firstForcedAfter(moved, DATASET + "longshore/checkout/index"),
        calls.firstNamedAfter(moved, DATASET + "index"),
        gone);
    inOrder(
        "file",
        calls.firstForced(DATASET + "longshore/checkout/files/\\.datalad/config"),
        moved,
        calls.firstNamedAfter(moved, "/containers/\\.datalad/config"),
        gone);
    inOrder("folder", moved, calls.firstForcedAfter(moved, "/containers/images/bids"), gone);
    assertTrue(calls.firstForcedAfter(gone, "/containers/\\.git/longshore") > gone);
  }
}
