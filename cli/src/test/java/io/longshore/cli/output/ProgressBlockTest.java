package io.longshore.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressBlockTest {
  private static final int WIDTH = 20;

  private final Screen screen = new Screen(WIDTH);
  private final ProgressBlock block = new ProgressBlock();

  @Test
  void isDrawnOverAndOverInItsPlace() {
    screen.write("before\n");
    screen.write(block.draw(List.of("one", "two"), WIDTH));
    screen.write(block.draw(List.of("1", "2", "3"), WIDTH));
    assertEquals(List.of("before", "1", "2", "3"), screen.lines());

    screen.write(block.draw(List.of("only"), WIDTH));
    assertEquals(List.of("before", "only"), screen.lines());
  }

  @Test
  void staysBelowWhatIsPrinted() {
    screen.write(block.draw(List.of("one", "two"), WIDTH));
    screen.write(block.above("said"));
    assertEquals(List.of("said", "one", "two"), screen.lines());

    screen.write(block.draw(List.of("three"), WIDTH));
    screen.write(block.above("said more"));
    assertEquals(List.of("said", "said more", "three"), screen.lines());
  }

  @Test
  void leavesNothingBehind() {
    screen.write("before\n");
    screen.write(block.draw(List.of("one", "two"), WIDTH));
    screen.write(block.erase());
    screen.write("after\n");
    assertEquals(List.of("before", "after"), screen.lines());
  }

  @Test
  void sendsNothingIfNothingChanged() {
    block.draw(List.of("one", "two"), WIDTH);
    assertEquals("", block.draw(List.of("one", "two"), WIDTH));
  }

  @Test
  void findsItsStartWhenTheTerminalBecameNarrower() {
    Screen narrow = new Screen(10);
    narrow.write("before\n");
    // As a terminal of 20 columns that is made one of 10 shows it.
    narrow.write(block.draw(List.of("0123456789abcdef", "second"), WIDTH));
    narrow.write(block.draw(List.of("short", "second"), 10));
    assertEquals(List.of("before", "short", "second"), narrow.lines());
  }
}
