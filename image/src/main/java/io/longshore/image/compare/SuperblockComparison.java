package io.longshore.image.compare;

import io.longshore.squashfs.Superblock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Compares the superblocks of two file systems, except for sizes and positions of tables, which
 * follow from the content.
 */
final class SuperblockComparison {
  private final String place;
  private final Superblock first;
  private final Superblock second;
  private final Consumer<Difference> found;

  private SuperblockComparison(
      String place, Superblock first, Superblock second, Consumer<Difference> found) {
    this.place = place;
    this.first = first;
    this.second = second;
    this.found = found;
  }

  static void compare(
      String place, Superblock first, Superblock second, Consumer<Difference> found) {
    SuperblockComparison comparison = new SuperblockComparison(place, first, second, found);
    comparison.field("compression", block -> block.compression().formatName());
    comparison.field("block size", block -> block.blockSize() + " bytes");
    comparison.field("inodes", Superblock::inodeCount);
    comparison.field("fragments", Superblock::fragmentCount);
    comparison.field("user and group ids", Superblock::idCount);
    comparison.field("flags", block -> "0x%04x".formatted(block.flags()));
    comparison.field("time", block -> AttributeComparison.time(block.modificationTime()));
    comparison.field("bytes used", Superblock::bytesUsed);
  }

  private void field(String name, Function<Superblock, Object> field) {
    String one = String.valueOf(field.apply(first));
    String other = String.valueOf(field.apply(second));
    if (!one.equals(other)) {
      found.accept(new Difference(place, name, one, other));
    }
  }
}
