package io.longshore.dataset.git.object;

import io.longshore.dataset.process.BatchProcess;
import io.longshore.ground.FailureException;
import io.longshore.ground.concurrent.IoWork;
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
  private static final String UNAVAILABLE = "is unavailable";

  private final IoWork<BatchProcess> starter;
  private final Path objects;
  private BatchProcess mktree;
  private boolean refused;

  /**
   * @param starter starts another {@code git mktree --batch} on the repository
   * @param objects the repository's folder of objects
   */
  public TreeWriter(IoWork<BatchProcess> starter, Path objects) throws IOException {
    this.starter = starter;
    this.objects = objects;
    this.mktree = starter.run();
  }

  /**
   * @param lines one line for each entry, in the form of {@code git ls-tree}
   * @throws io.longshore.ground.FailureException if git refuses a line; the writer cannot be used
   *     then
   */
  synchronized ObjectId write(List<String> lines) throws IOException {
    ObjectId tree;
    try {
      tree = ask(lines);
    } catch (FailureException e) {
      tree = askAnother(lines, e);
    }
    force(tree);
    return tree;
  }

  private ObjectId ask(List<String> lines) throws IOException {
    for (String line : lines) {
      mktree.send(line);
    }
    return new ObjectId(mktree.ask(""));
  }

  // mktree looks for the objects of a tree in the packs that were there when it began, and ends if
  // a "git gc" has moved one into a new pack since. Another mktree finds the object.
  private ObjectId askAnother(List<String> lines, FailureException first) throws IOException {
    refused = true;
    if (!first.problem().contains(UNAVAILABLE)) {
      throw first;
    }
    mktree.kill();
    mktree = starter.run();
    ObjectId tree = ask(lines);
    refused = false;
    return tree;
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
  public synchronized void close() throws IOException {
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
