package io.longshore.dataset.git;

import io.longshore.dataset.process.BatchProcess;
import java.io.IOException;
import java.util.List;

/**
 * Writes trees into one repository through a long-lived {@code git mktree --batch}, which puts the
 * entries in git's order. A tree is in the repository when its name is returned. Safe for use by
 * several threads.
 */
final class TreeWriter implements AutoCloseable {
  private final BatchProcess mktree;
  private boolean refused;

  TreeWriter(BatchProcess mktree) {
    this.mktree = mktree;
  }

  /**
   * @param lines one for each entry, as {@code git ls-tree} prints them
   * @throws io.longshore.oci.FailureException if git refuses one; there is no writing after that
   */
  ObjectId write(List<String> lines) throws IOException {
    synchronized (mktree) {
      try {
        for (String line : lines) {
          mktree.send(line);
        }
        return new ObjectId(mktree.ask(""));
      } catch (IOException e) {
        refused = true;
        throw e;
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      mktree.close();
    } catch (IOException e) {
      // That it ended after refusing was told then.
      if (!refused) {
        throw e;
      }
    }
  }
}
