package io.longshore.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/** Two properties, left to themselves, would be tried with different numbers. */
class SeedHookTest {
  private static final int TRIES = 50;
  private static final List<Long> FIRST = new ArrayList<>();
  private static final List<Long> SECOND = new ArrayList<>();

  @Property(tries = TRIES)
  void first(@ForAll long number) {
    FIRST.add(number);
  }

  @Property(tries = TRIES)
  void second(@ForAll long number) {
    SECOND.add(number);
  }

  @AfterContainer
  static void haveSeenTheSame() {
    assertEquals(FIRST, SECOND);
    assertTrue(FIRST.size() >= TRIES);
  }
}
