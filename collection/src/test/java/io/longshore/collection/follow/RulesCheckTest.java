package io.longshore.collection.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.rules.source.RuledDataset;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.dataset.process.TypedCommand;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules of whatever kind of file, as they lie in a dataset. */
class RulesCheckTest {
  private static final String RULES = ".datalad/longshore.yaml";
  private static final String POINTER =
      "/annex/objects/SHA256E-s12--e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855.yaml\n";

  @TempDir Path folder;
  private Path root;
  private Path file;
  private RuledDataset dataset;

  @BeforeEach
  void make() throws IOException {
    root = folder.toRealPath().resolve("dataset");
    file = root.resolve(RULES);
    dataset = new RuledDataset(folder).registered("lab-x", "images/lab/lab-x--1.0.sif");
  }

  private void run(String... command) throws IOException {
    new LocalCommandRunner().run(TypedCommand.of(root, command));
  }

  private CheckedRules checked() throws IOException {
    return RulesCheck.of(root, Optional.empty());
  }

  private FailureException refused() {
    FailureException refused = assertThrows(FailureException.class, this::checked);
    assertEquals(FailureKind.DATASET, refused.kind());
    assertFalse(refused.problem().contains("not committed"), refused.problem());
    return refused;
  }

  @Test
  void aLinkIsReplacedByItsFile() throws IOException {
    dataset.with("shared.yaml", "sources:\n- registration: lab-x\n");
    Files.createSymbolicLink(file, Path.of("../shared.yaml"));
    run("git", "add", RULES);
    run("git", "commit", "--quiet", "-m", "A link");

    FailureException refused = refused();

    assertTrue(refused.problem().contains("as a symbolic link"), refused.problem());
    String told = refused.nextStep();
    run("sh", "-c", told.substring(told.indexOf("cp ")));
    assertTrue(checked().committed());
  }

  @Test
  void rulesInTheAnnexAreRefusedAsByAnUpdate() throws IOException {
    dataset.with(RULES, POINTER);
    assertTrue(refused().nextStep().contains("annex unannex " + RULES));
  }

  @Test
  void ofAHugeFileTheBeginningIsRead() throws IOException {
    dataset.with(RULES, "#" + " ".repeat(2 << 20));
    assertTrue(checked().faults().getFirst().problem().contains("larger than 1 MiB"));
    assertTrue(checked().committed());

    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(3L << 30);
      huge.write('x');
    }
    assertTrue(checked().faults().getFirst().problem().contains("larger than 1 MiB"));
    assertFalse(checked().committed());
  }
}
