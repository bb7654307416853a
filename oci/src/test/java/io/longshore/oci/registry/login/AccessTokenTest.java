package io.longshore.oci.registry.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenTest {
  private static AccessToken parse(String json) throws IOException {
    return AccessToken.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"token\": \"t\"}',                                         50",
    "'{\"access_token\": \"t\", \"expires_in\": 300}',             290",
    "'{\"token\": \"t\", \"access_token\": \"u\", \"expires_in\": 4}', 3",
    "'{\"token\": \"\", \"access_token\": \"t\", \"expires_in\": 0}', 0",
    "'{\"token\": \"t\", \"expires_in\": -5}',                     0",
    "'{\"token\": \"t\", \"expires_in\": 9223372036854775807}',    86390",
    "'{\"token\": \"t\", \"expires_in\": 9e999}',                  50",
  })
  void eitherFieldHoldsTheToken(String json, long seconds) throws IOException {
    assertEquals(new AccessToken("t", Duration.ofSeconds(seconds)), parse(json));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "{\"token\": \"hid\\nden\"}", "hidden"})
  void anythingElseIsRefusedWithoutQuotingIt(String json) {
    IOException e = assertThrows(IOException.class, () -> parse(json));
    assertFalse(e.getMessage().contains("hid"), e.getMessage());
  }

  @Test
  void itDoesNotShow() {
    assertFalse(new AccessToken("hidden", Duration.ZERO).toString().contains("hidden"));
  }
}
