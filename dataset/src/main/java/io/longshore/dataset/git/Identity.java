package io.longshore.dataset.git;

import io.longshore.dataset.process.Command;
import io.longshore.oci.FailureException;
import io.longshore.oci.FailureKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Whether git knows who commits. Asked before work begins, not after an hour of building. */
public final class Identity {
  private Identity() {}

  /**
   * @throws FailureException of kind DATASET, with the commands that set name and address
   */
  public static void require(GitRepository repository) throws IOException {
    for (Command ask :
        List.of(
            repository.git("var", "GIT_AUTHOR_IDENT"),
            repository.git("var", "GIT_COMMITTER_IDENT"))) {
      if (repository.run(ask.accepting(0, 1, 128)).exitCode() != 0) {
        throw unknown(repository.root());
      }
    }
  }

  /** What to say where git does not know who commits. */
  public static FailureException unknown(Path folder) {
    return new FailureException(
        FailureKind.DATASET,
        folder.toString(),
        "cannot be committed to: git does not know who you are",
        "git config --global user.name 'Your Name' &&"
            + " git config --global user.email you@example.org");
  }
}
