package io.longshore.dataset.annex;

import io.longshore.dataset.process.BatchProcess;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Records that a repository or special remote has the content of a key, or does not have it any
 * more. Safe for several threads. Closing it commits the records to git-annex's branch.
 */
public final class PresenceRecorder implements AutoCloseable {
  private final Path root;
  private final BatchProcess setPresentKey;

  /**
   * @param root the root of the repository, for messages
   */
  PresenceRecorder(Path root, BatchProcess setPresentKey) {
    this.root = root;
    this.setPresentKey = setPresentKey;
  }

  /**
   * @throws FailureException of kind TOOL if git-annex refuses
   */
  public void record(AnnexKey key, UUID holder, boolean present) throws IOException {
    String start = "setpresentkey " + key + " ";
    String answer =
        setPresentKey.ask(
            key + " " + holder + " " + (present ? "1" : "0"), line -> line.startsWith(start));
    if (!answer.endsWith(" ok")) {
      throw new FailureException(
          FailureKind.TOOL,
          key.toString(),
          "git annex setpresentkey answered '" + answer + "'",
          NextStep.of(
              "see what git-annex knows of it: git -C {} annex whereis --key {}", root, key));
    }
  }

  @Override
  public void close() throws IOException {
    setPresentKey.close();
  }
}
