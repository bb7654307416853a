package io.longshore.fuzz;

import io.longshore.collection.transaction.Journal;
import io.longshore.collection.transaction.JournalEntry;
import io.longshore.collection.transaction.RefChange;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the journal of a step, which other members of a group may have changed. */
public final class JournalTarget {
  private static final Seed SOUND = DatasetSeeds.journals().getFirst();
  private static final Set<FailureKind> REFUSALS = EnumSet.of(FailureKind.DATASET);

  // A request to `git update-ref --stdin` is a line that holds the name unquoted.
  private static final Pattern ONE_WORD = Pattern.compile("refs/heads/[^\\s\\p{Cntrl}]+");

  private static final Path FILE = file();

  private JournalTarget() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Files.write(FILE, JsonEdits.document(input, SOUND));
    Journal journal = new Journal(FILE);
    Optional<JournalEntry> step;
    try {
      step = journal.read();
    } catch (FailureException refusal) {
      Expectation.isHelpful(refusal, REFUSALS);
      return;
    }
    Expectation.holds(step.isPresent(), "a journal that is there says nothing");
    isBranch(step.get().imagesOci());
    isBranch(step.get().superdataset());
    journal.write(step.get());
    JournalEntry again = journal.read().orElseThrow();
    Expectation.holds(
        again.action() == step.get().action()
            && again.imagesOci().equals(step.get().imagesOci())
            && again.superdataset().equals(step.get().superdataset()),
        "written again, it says " + again);
  }

  private static void isBranch(RefChange change) {
    Expectation.holds(ONE_WORD.matcher(change.ref()).matches(), "not a branch: " + change);
  }

  private static Path file() {
    try {
      Path file = Files.createTempFile("longshore-fuzz", ".json");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
