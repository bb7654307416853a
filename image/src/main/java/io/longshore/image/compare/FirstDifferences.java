package io.longshore.image.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Keeps the first differences of how files are stored and the first differences of the tree, and
 * counts all differences. So any number of differences fits into memory.
 */
final class FirstDifferences implements Consumer<Difference> {
  private final int limit;
  private final List<Difference> inParts = new ArrayList<>();
  private final List<Difference> inTree = new ArrayList<>();
  private long total;
  private boolean treeIsTheSame = true;

  /**
   * @param limit how many differences of each of the two kinds are kept
   */
  FirstDifferences(int limit) {
    this.limit = limit;
  }

  @Override
  public void accept(Difference difference) {
    total++;
    treeIsTheSame &= !difference.isInTree();
    List<Difference> kind = difference.isInTree() ? inTree : inParts;
    if (kind.size() < limit) {
      kind.add(difference);
    }
  }

  List<Difference> first() {
    return Stream.concat(inParts.stream(), inTree.stream()).toList();
  }

  long total() {
    return total;
  }

  boolean isTreeTheSame() {
    return treeIsTheSame;
  }
}
