package io.longshore.squashfs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Behaves as a map from digests to the order in which they came. */
class DigestTableTest {

  @Property(tries = 200)
  void numbersAreGivenInOrder(@ForAll @Size(max = 2000) List<@IntRange(max = 700) Integer> values) {
    DigestTable table = new DigestTable();
    Map<Integer, Integer> numbers = new HashMap<>();
    for (int value : values) {
      Integer known = numbers.putIfAbsent(value, numbers.size());
      assertEquals(known == null ? DigestTable.ABSENT : known, table.putIfAbsent(digest(value, 0)));
      assertEquals(numbers.size(), table.size());
    }
  }

  /** What decides the place in the table is not what decides equality. */
  @Test
  void digestsWithAnEqualBeginningAreTold() {
    DigestTable table = new DigestTable();
    for (int last = 0; last < 200; last++) {
      assertEquals(DigestTable.ABSENT, table.putIfAbsent(digest(1, last)));
    }
    for (int last = 0; last < 200; last++) {
      assertEquals(last, table.putIfAbsent(digest(1, last)));
    }
  }

  @Test
  void clearedItIsEmpty() {
    DigestTable table = new DigestTable();
    table.putIfAbsent(digest(1, 1));
    table.clear();
    assertEquals(0, table.size());
    assertEquals(DigestTable.ABSENT, table.putIfAbsent(digest(1, 1)));
  }

  private static byte[] digest(int first, int last) {
    byte[] digest = new byte[Sha256.LENGTH];
    digest[0] = (byte) first;
    digest[1] = (byte) (first >>> 8);
    digest[Sha256.LENGTH - 1] = (byte) last;
    return digest;
  }
}
