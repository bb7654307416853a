package io.longshore.ground.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OneOfManyTest {
  static Stream<Throwable> unforeseen() {
    return Stream.of(
        new ArithmeticException("long overflow"),
        new StackOverflowError(),
        new OutOfMemoryError("Java heap space"),
        new UncheckedIOException(new IOException("No space left on device")));
  }

  @ParameterizedTest
  @MethodSource("unforeseen")
  void whateverStrikesOneIsAFailureOfThatOne(Throwable thrown) {
    FailureException failure =
        assertThrows(
            FailureException.class,
            () ->
                OneOfMany.run(
                    "an image",
                    () -> {
                      switch (thrown) {
                        case RuntimeException e -> throw e;
                        default -> throw (Error) thrown;
                      }
                    }));
    assertEquals("an image", failure.subject());
    FailureKind expected =
        switch (thrown) {
          case UncheckedIOException _ -> FailureKind.DISK_FULL;
          case OutOfMemoryError _ -> FailureKind.UNSUPPORTED;
          default -> FailureKind.UNEXPECTED;
        };
    assertEquals(expected, failure.kind());
    assertTrue(
        !(thrown instanceof OutOfMemoryError) || failure.nextStep().contains("LONGSHORE_HEAP="));
  }

  @Test
  void whatIsForeseenStaysAsItIs() {
    InterruptedIOException interrupted = new InterruptedIOException();
    assertSame(
        interrupted,
        assertThrows(
            IOException.class,
            () ->
                OneOfMany.run(
                    "an image",
                    () -> {
                      throw interrupted;
                    })));
  }
}
