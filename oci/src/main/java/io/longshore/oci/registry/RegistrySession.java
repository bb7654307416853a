package io.longshore.oci.registry;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One authorized request to one endpoint. */
final class RegistrySession {
  private final HttpTransport transport;
  private final Authorizer authorizer;
  private final PullLimits limits;

  RegistrySession(HttpTransport transport, Authorizer authorizer, PullLimits limits) {
    this.limits = limits;
    this.transport = transport;
    this.authorizer = authorizer;
  }

  /**
   * Sends a request, answering a challenge if there is one.
   *
   * @param subject what is asked for, as the user knows it
   * @return an answer with status 200 or 206; where a part is asked for, also one that refuses it,
   *     see {@link BlobAnswer#refusesPart}
   */
  HttpAnswer send(
      String subject, Endpoint endpoint, String method, URI uri, Map<String, String> headers)
      throws AttemptFailedException, InterruptedIOException {
    try {
      Optional<String> authorization = authorizer.remembered(endpoint);
      HttpAnswer answer = transport.at(endpoint).send(method, uri, headers, authorization);
      if (answer.status() == 401 && !answer.leftOrigin()) {
        List<Challenge> challenges = Challenge.parse(answer.headerLines("WWW-Authenticate"));
        Optional<String> renewed;
        try {
          renewed = authorizer.answer(endpoint, challenges, authorization);
        } catch (AttemptFailedException | IOException e) {
          answer.close();
          throw e;
        }
        if (renewed.isPresent()) {
          answer.close();
          answer = transport.at(endpoint).send(method, uri, headers, renewed);
        }
      }
      return requireContent(subject, endpoint, answer, headers.containsKey("Range"));
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw Failures.of(subject, endpoint, e);
    }
  }

  private HttpAnswer requireContent(
      String subject, Endpoint endpoint, HttpAnswer answer, boolean part)
      throws AttemptFailedException, IOException {
    limits.note(endpoint, answer);
    if (answer.status() == 200
        || answer.status() == 206
        || (part && BlobAnswer.refusesPart(answer.status()))) {
      return answer;
    }
    try (answer) {
      throw Failures.of(subject, endpoint, answer, () -> authorizer.credentials(endpoint));
    }
  }
}
