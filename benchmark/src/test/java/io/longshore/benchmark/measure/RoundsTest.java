package io.longshore.benchmark.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {
  @Test
  void eachRoundBeginsWithTheNextBuilder() {
    Builder first = new LayerInflation("first");
    Builder second = new LayerInflation("second");
    Builder third = new LayerInflation("third");
    Rounds rounds = new Rounds(List.of(first, second, third), 4);

    assertEquals(List.of(first, second, third), rounds.order(0));
    assertEquals(List.of(second, third, first), rounds.order(1));
    assertEquals(List.of(third, first, second), rounds.order(2));
    assertEquals(rounds.order(0), rounds.order(3));
  }
}
