package io.longshore.image.compare;

import io.longshore.squashfs.SquashfsReader;
import java.io.IOException;
import java.util.function.Consumer;

/** Compares two partitions whose bytes differ: first their superblocks, then their trees. */
final class PartitionComparison {
  private PartitionComparison() {}

  static void compare(String place, Region first, Region second, Consumer<Difference> found) {
    Opened one = Opened.of(first);
    Opened other = Opened.of(second);
    if (one.reader == null || other.reader == null) {
      found.accept(new Difference("/", "tree", one.outcome, other.outcome));
      return;
    }
    FirstDifferences counter = new FirstDifferences(0);
    Consumer<Difference> noting = counter.andThen(found);
    SuperblockComparison.compare(place, one.reader.superblock(), other.reader.superblock(), noting);
    TreeComparison.compare(
        SquashfsEntry.root(one.reader), SquashfsEntry.root(other.reader), noting);
    if (counter.total() == 0) {
      found.accept(
          new Difference(
              place, "bytes", "others", "the same tree and superblock, written differently"));
    }
  }

  private record Opened(SquashfsReader reader, String outcome) {
    static Opened of(Region region) {
      try {
        return new Opened(SquashfsReader.open(region.channel(), region.offset()), "can be read");
      } catch (IOException e) {
        return new Opened(null, "cannot be read: " + e.getMessage());
      }
    }
  }
}
