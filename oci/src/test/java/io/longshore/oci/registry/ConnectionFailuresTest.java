package io.longshore.oci.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class ConnectionFailuresTest {
  private static AttemptFailedException failure(String words) {
    return ConnectionFailures.of("image", "ghrc.test", new UnknownHostException(words));
  }

  @Test
  void aNameThatDoesNotExistIsNotAskedForAgain() {
    AttemptFailedException typo = failure("ghrc.test: Name or service not known");
    assertFalse(typo.retryable());
    assertEquals("the host name ghrc.test is not known", typo.failure().problem());
    assertTrue(typo.failure().nextStep().toString().startsWith("check the name, "));
  }

  @Test
  void nameServersThatDoNotAnswerAreAskedAgain() {
    assertTrue(failure("ghrc.test: Temporary failure in name resolution").retryable());
    assertTrue(failure("ghrc.test").retryable());
  }
}
