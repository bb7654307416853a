package io.longshore.acceptance.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.collection.Shell;
import io.longshore.acceptance.collection.SmallCollection;
import io.longshore.acceptance.collection.Snapshot;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.testing.Extent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** git and git-annex that do not end. */
class HangingToolsTest {
  @TempDir Path folder;

  static List<String> calls() {
    return Extent.asked()
        .of(List.of("annex registerurl", "cat-file", "update-ref", "commit-tree"), 2);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void whatHangsIsEndedAndNamed(String call) throws IOException {
    try (SmallCollection small = SmallCollection.of(folder, LoopbackOptions.PLAIN, 2)) {
      assertEquals(0, small.migrate(small.recipe(0)).exitCode());
      FaultyGit git = new FaultyGit(folder.resolve("tools"));
      Shell shell = git.in(small.shell()).with("LONGSHORE_TOOL_TIMEOUT", "5");
      Snapshot before = Snapshot.of(small.shell());
      git.hang(call);
      Shell.Result struck = small.migrateFrom(shell, small.recipe(1));
      git.mend();
      assertTrue(struck.exitCode() != 0, struck.errors());
      assertTrue(struck.errors().contains("(tool)"), struck.errors());
      assertEquals(0, small.program().run(small.shell(), "resume").exitCode());
      assertTrue(small.isMigrated(1) || before.equals(Snapshot.of(small.shell())));
      assertEquals(0, small.migrate().exitCode());
      RegistryFaultsTest.assertInOrder(small);
    }
  }
}
