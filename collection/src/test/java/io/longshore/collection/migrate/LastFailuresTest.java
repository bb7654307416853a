package io.longshore.collection.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastFailuresTest {
  @TempDir Path folder;

  @Test
  void keepsTheLastFailureOfEachRecipe() throws IOException {
    LastFailures failures = new LastFailures(folder.resolve("failures.jsonl"));
    assertTrue(failures.read().isEmpty());

    failures.add(failure("b", "gone", 1));
    failures.add(failure("a", "network\nor so", 2));
    failures.add(failure("b", "rate limit", 3));

    LastFailures again = new LastFailures(folder.resolve("failures.jsonl"));
    assertEquals(
        List.of(failure("a", "network\nor so", 2), failure("b", "rate limit", 3)),
        List.copyOf(again.read().values()));
  }

  @Test
  void leavesNoFileWhenNothingIsLeft() throws IOException {
    Path file = folder.resolve("failures.jsonl");
    LastFailures failures = new LastFailures(file);
    failures.add(failure("a", "gone", 1));
    failures.remove("b");
    assertTrue(Files.exists(file));
    failures.remove("a");
    assertFalse(Files.exists(file));
    assertTrue(failures.read().isEmpty());
  }

  @Test
  void readsOverWhatItDoesNotUnderstand() throws IOException {
    Path file = folder.resolve("failures.jsonl");
    LastFailures failures = new LastFailures(file);
    failures.add(failure("a", "gone", 1));
    Files.writeString(file, "{\"recipe\":\"cut sh\n{}\n", StandardOpenOption.APPEND);
    assertEquals(List.of(failure("a", "gone", 1)), List.copyOf(failures.read().values()));
  }

  @Test
  void aHintThatSpeaksOfTheSameCommandNamesItForLater() throws IOException {
    LastFailures failures = new LastFailures(folder.resolve("failures.jsonl"));
    RememberingListener listener = new RememberingListener(failures, _ -> {});
    FailureException broken =
        new FailureException(
            FailureKind.BROKEN, "x:1", "would not start", "the same command with --no-test");
    FailureException gone =
        new FailureException(FailureKind.GONE, "y:1", "is not there", "check the name");
    listener.on(new MigrationEvent.Failed("images/x/Singularity.x--1", broken));
    listener.on(new MigrationEvent.Failed("images/x/Singularity.y--1", gone));
    assertEquals(
        List.of(
            "the same command with --no-test; that command: longshore migrate"
                + " images/x/Singularity.x--1",
            "check the name"),
        failures.read().values().stream().map(LastFailure::nextStep).toList());
  }

  private static LastFailure failure(String recipe, String reason, long second) {
    return new LastFailure(
        recipe, "network", "a registry", reason, "again", Instant.ofEpochSecond(second));
  }
}
