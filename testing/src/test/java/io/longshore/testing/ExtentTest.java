package io.longshore.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExtentTest {
  private static final List<Integer> ALL = IntStream.range(0, 100).boxed().toList();

  @Test
  void aPartIsTheSameForTheSameSeedAndInOrder() {
    List<Integer> part = new Extent(false, 1).of(ALL, 10);
    assertEquals(part, new Extent(false, 1).of(ALL, 10));
    assertEquals(part.stream().distinct().sorted().toList(), part);
    assertEquals(10, part.size());
    assertNotEquals(part, new Extent(false, 2).of(ALL, 10));
  }

  @Test
  void theWholeIsAll() {
    assertEquals(ALL, new Extent(true, 1).of(ALL, 10));
    assertEquals(List.of(1, 2), new Extent(false, 1).of(List.of(1, 2), 10));
  }
}
