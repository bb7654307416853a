package io.longshore.oci.registry;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.StrangersJson;
import io.longshore.oci.registry.http.HttpAnswer;
import io.longshore.oci.registry.login.Challenge;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The answer of a host at {@code /v2/}. A registry answers 200, or 401 with a challenge. Login
 * pages, captive portals and web servers answer differently.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#determining-support">OCI
 *     distribution specification, Determining Support</a>
 */
record RootAnswer(String host, HttpAnswer answer) {
  private static final int MAX_BYTES = 64 << 10;
  private static final JsonMapper MAPPER = StrangersJson.mapper().build();

  /**
   * Throws if the answer is not that of a registry. The failure is marked as useless to try again.
   */
  void check() throws AttemptFailedException, IOException {
    if (answer.leftOrigin()) {
      throw isNone("sends those who ask for its /v2/ to " + answer.host());
    }
    boolean sound =
        switch (answer.status()) {
          case 200 -> namesItself() || isJsonOrEmpty();
          case 401 -> namesItself() || challenges();
          default -> false;
        };
    if (!sound) {
      String type = answer.isWebPage() ? " with a web page" : "";
      throw isNone("answers " + answer.status() + type + " when asked for its /v2/");
    }
  }

  private boolean namesItself() {
    return answer.header("Docker-Distribution-Api-Version").isPresent();
  }

  private boolean challenges() {
    return !Challenge.parse(answer.headerLines("WWW-Authenticate")).isEmpty();
  }

  private boolean isJsonOrEmpty() throws IOException {
    byte[] body = answer.body().readNBytes(MAX_BYTES);
    try {
      return body.length == 0 || MAPPER.readTree(body).isContainer();
    } catch (JacksonException e) {
      return false;
    }
  }

  private AttemptFailedException isNone(String problem) {
    return AttemptFailedException.forGood(
        new FailureException(
            FailureKind.MALFORMED,
            host,
            host + " " + problem + ", as no registry does",
            "see with a browser whether a login page or another program answers there; check the"
                + " name, the port and the proxy settings"));
  }
}
