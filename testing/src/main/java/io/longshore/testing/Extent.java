package io.longshore.testing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/**
 * How much tests do of work that takes minutes: a part that is always the same, or with {@code
 * dev/test --long} the whole.
 *
 * @param seed the seed of all random choices
 */
public record Extent(boolean isWhole, long seed) {
  private static final long SEED_OF_THE_PART = 20261123;

  /** The extent that the properties {@code longshore.long} and {@code longshore.seed} set. */
  public static Extent asked() {
    return new Extent(
        Boolean.getBoolean("longshore.long"), Long.getLong("longshore.seed", SEED_OF_THE_PART));
  }

  /**
   * {@code size} elements of {@code all}, chosen by the seed and in their order; all elements if
   * the whole is asked for.
   */
  public <T> List<T> of(List<T> all, int size) {
    if (isWhole || size >= all.size()) {
      return List.copyOf(all);
    }
    BitSet chosen = new BitSet(all.size());
    Random random = new Random(seed);
    while (chosen.cardinality() < size) {
      chosen.set(random.nextInt(all.size()));
    }
    List<T> part = new ArrayList<>();
    chosen.stream().forEach(position -> part.add(all.get(position)));
    return List.copyOf(part);
  }

  public int choose(int part, int whole) {
    return isWhole ? whole : part;
  }

  @Override
  public String toString() {
    return (isWhole ? "the whole" : "a part") + ", seed " + seed;
  }
}
