package io.longshore.dataset.git.object;

import io.longshore.dataset.process.BatchProcess;
import io.longshore.ground.file.Disk;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes trees into one repository through a long-lived {@code git mktree --batch}, which puts the
 * entries in git's order. A tree is in the repository, and forced to disk, when its id is returned.
 * Safe for use by several threads.
 */
public final class TreeWriter implements AutoCloseable {
  private final BatchProcess mktree;
  private final Path objects;
  private boolean refused;

  /**
   * @param objects the repository's folder of objects
   */
  public TreeWriter(BatchProcess mktree, Path objects) {
    this.mktree = mktree;
    this.objects = objects;
  }

  /**
   * @param lines one line for each entry, in the form of {@code git ls-tree}
   * @throws io.longshore.ground.FailureException if git refuses a line; the writer cannot be used
   *     then
   */
  ObjectId write(List<String> lines) throws IOException {
    synchronized (mktree) {
      try {
        for (String line : lines) {
          mktree.send(line);
        }
        ObjectId tree = new ObjectId(mktree.ask(""));
        force(tree);
        return tree;
      } catch (IOException e) {
        refused = true;
        throw e;
      }
    }
  }

  // Unlike hash-object and commit-tree, mktree does not read core.fsync.
  private void force(ObjectId tree) throws IOException {
    String name = tree.hex();
    try {
      Disk.force(objects.resolve(name.substring(0, 2)).resolve(name.substring(2)));
    } catch (NoSuchFileException inPackAlready) {
      // The tree is in a pack, which its writer has forced to disk.
    }
  }

  @Override
  public void close() throws IOException {
    try {
      mktree.close();
    } catch (IOException e) {
      // The refusal was reported already, and git ends after it.
      if (!refused) {
        throw e;
      }
    }
  }
}
