package io.longshore.oci.registry.credential;

import io.longshore.oci.registry.http.TransportException;
import io.longshore.oci.registry.login.Credential;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The credential helpers of a user. */
final class CredentialHelpers {
  private final Map<String, String> environment;

  /**
   * The failures of helpers that did not answer in time, so that hundreds of images do not wait
   * again.
   */
  private final Map<String, String> deaf = new ConcurrentHashMap<>();

  CredentialHelpers(Map<String, String> environment) {
    this.environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /**
   * @throws IllegalArgumentException if {@code helper} is not a valid name of a program
   * @throws IOException as {@link CredentialHelper#get(String)}; at once if the helper did not
   *     answer in time before
   */
  Optional<Credential> ask(String helper, String server) throws IOException {
    if (deaf.containsKey(helper)) {
      throw new IOException(deaf.get(helper));
    }
    try {
      return new CredentialHelper(helper, environment).get(server);
    } catch (TransportException.TimedOut e) {
      deaf.put(helper, e.getMessage());
      throw e;
    }
  }
}
