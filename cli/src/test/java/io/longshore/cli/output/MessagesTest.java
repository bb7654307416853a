package io.longshore.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesTest {
  /** What others wrote is in all of these, and a terminal or an editor may show each. */
  @Test
  void nothingThatATerminalObeysIsPrinted() {
    String hostile = "a\u001b[2J\u0007\r\u009b1A\u202e\u2028b";
    String shown = "a\\x1b[2J\\x07\\x0d\\xc2\\x9b1A\\xe2\\x80\\xae\\xe2\\x80\\xa8b";
    ByteArrayOutputStream people = new ByteArrayOutputStream();
    ByteArrayOutputStream programs = new ByteArrayOutputStream();
    Messages messages =
        new Messages(
            new PrintStream(people, true, StandardCharsets.UTF_8),
            new PrintStream(programs, true, StandardCharsets.UTF_8),
            true,
            false);
    messages.info(hostile, "\n  next: rm -rf ~");
    messages.problem(hostile);
    messages.trace(new IllegalStateException(hostile));
    messages.answer(hostile);
    messages.event(Map.of("text", hostile));
    assertEquals(
        List.of(shown, "\\x0a  next: rm -rf ~", shown, "java.lang.IllegalStateException: " + shown),
        people.toString(StandardCharsets.UTF_8).lines().limit(4).toList());
    assertEquals(
        List.of("{\"text\":\"a\\u001B[2J\\u0007\\r\\u009b1A\\u202e\\u2028b\"}"),
        programs.toString(StandardCharsets.UTF_8).lines().toList());
  }

  private final ByteArrayOutputStream people = new ByteArrayOutputStream();
  private final ByteArrayOutputStream programs = new ByteArrayOutputStream();

  @Test
  void keepsPeopleAndProgramsApart() {
    Messages messages = messages(true, false);

    messages.info("done");
    messages.event(Map.of("event", "done"));

    assertEquals("done\n", people.toString(StandardCharsets.UTF_8));
    assertEquals("{\"event\":\"done\"}\n", programs.toString(StandardCharsets.UTF_8));
  }

  @Test
  void saysNothingToProgramsUnlessAsked() {
    messages(false, false).event(Map.of("event", "done"));

    assertEquals("", programs.toString(StandardCharsets.UTF_8));
  }

  @Test
  void quietDropsGoodNewsOnly() {
    Messages messages = messages(false, true);

    messages.info("done");
    messages.failure(
        new FailureException(FailureKind.GONE, "image", "is not there", "look elsewhere"));

    assertEquals(
        "error: image: is not there (gone)\n  next: look elsewhere\n",
        people.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.00 kB",
    "9994, 9.99 kB",
    "9995, 10.0 kB",
    "99949, 99.9 kB",
    "99950, 100 kB",
    "999499, 999 kB",
    "999500, 1.00 MB",
    "38000000, 38.0 MB",
    "9223372036854775807, 9223372 TB"
  })
  void givesSizesThreeDigits(long bytes, String text) {
    assertEquals(text, Messages.bytes(bytes));
  }

  @ParameterizedTest
  @CsvSource({
    "0.04, 0.0 s",
    "12.34, 12.3 s",
    "119.9, 119.9 s",
    "120, 2 min 0 s",
    "303.4, 5 min 3 s"
  })
  void givesTimesInSecondsThenMinutes(double seconds, String text) {
    assertEquals(text, Messages.seconds(seconds));
  }

  private Messages messages(boolean json, boolean quiet) {
    return new Messages(
        new PrintStream(people, true, StandardCharsets.UTF_8),
        new PrintStream(programs, true, StandardCharsets.UTF_8),
        json,
        quiet);
  }

  @Test
  void keepsProgressBelowTheNextLine() {
    PrintStream stream = new PrintStream(people, true, StandardCharsets.UTF_8);
    Messages onTerminal = new Messages(stream, stream, false, false, true, Colours.NONE);

    onTerminal.progress("1 of 2");
    onTerminal.progress("2 of 2");
    onTerminal.info("done");
    onTerminal.endProgress();

    assertEquals(
        "\r\u001b[J1 of 2\u001b[K\u001b[J"
            + "\r2 of 2\u001b[K\u001b[J"
            + "\r\u001b[Jdone\n2 of 2\u001b[K"
            + "\r\u001b[J",
        people.toString(StandardCharsets.UTF_8));
  }

  @Test
  void showsNoProgressElsewhere() {
    messages(false, false).progress("1 of 2");

    assertEquals("", people.toString(StandardCharsets.UTF_8));
  }
}
