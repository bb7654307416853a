package io.longshore.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import org.junit.jupiter.api.function.Executable;

/** Asserts on failures a user is to act on. */
public final class Failing {
  private Failing() {}

  public static FailureException assertFails(FailureKind kind, Executable action) {
    FailureException e = assertThrows(FailureException.class, action);
    assertEquals(kind, e.kind(), e.getMessage());
    assertFalse(e.nextStep().isBlank());
    return e;
  }
}
