package io.longshore.oci.registry;

import io.longshore.oci.StrangersJson;
import io.longshore.oci.registry.http.HttpAnswer;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The code in the body of an error, such as {@code MANIFEST_UNKNOWN}. The message beside it may be
 * any text, so it is not repeated.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#error-codes">OCI
 *     distribution specification, Error Codes</a>
 */
final class ErrorCode {
  private static final int MAX_BYTES = 64 << 10;
  private static final JsonMapper MAPPER = StrangersJson.mapper().build();

  private ErrorCode() {}

  /**
   * Reads the body.
   *
   * @return the code with a space before it; empty if there is none
   */
  static String of(HttpAnswer answer) {
    try {
      JsonNode body = MAPPER.readTree(answer.body().readNBytes(MAX_BYTES));
      String code = body.path("errors").path(0).path("code").asString("");
      return code.matches("[A-Z_]{1,40}") ? " " + code : "";
    } catch (IOException | JacksonException e) {
      return "";
    }
  }
}
