package io.longshore.oci.registry;

import io.longshore.oci.registry.address.Endpoint;
import io.longshore.oci.registry.http.HttpAnswer;
import io.longshore.oci.registry.http.HttpTransport;
import io.longshore.oci.registry.login.Challenge;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Sends authorized requests to one endpoint. */
final class RegistrySession {
  private final HttpTransport transport;
  private final Authorizer authorizer;
  private final PullLimits limits;
  private final Map<URI, List<Challenge>> atRoot = new ConcurrentHashMap<>();

  RegistrySession(HttpTransport transport, Authorizer authorizer, PullLimits limits) {
    this.limits = limits;
    this.transport = transport;
    this.authorizer = authorizer;
  }

  /** A session with the same transport and authorizations. */
  RegistrySession with(PullLimits others) {
    return new RegistrySession(transport, authorizer, others);
  }

  /**
   * Sends a request, answering a challenge if there is one.
   *
   * @param subject the requested object, as the user knows it
   * @param endpoint an endpoint of settled {@link Security}
   * @return an answer with status 200 or 206; to a request for a part, also an answer that {@link
   *     BlobAnswer#refusesPart}
   */
  HttpAnswer send(
      String subject, Endpoint endpoint, String method, URI uri, Map<String, String> headers)
      throws AttemptFailedException, InterruptedIOException {
    try {
      Optional<String> authorization = authorizer.remembered(endpoint);
      HttpAnswer answer = transport.at(endpoint).send(method, uri, headers, authorization);
      if (isRefused(answer)) {
        Optional<String> renewed;
        try {
          renewed = renewed(subject, endpoint, answer, authorization);
        } catch (AttemptFailedException | IOException e) {
          answer.close();
          throw e;
        }
        if (renewed.isPresent()) {
          answer.close();
          answer = transport.at(endpoint).send(method, uri, headers, renewed);
        } else if (authorization.isEmpty()
            && answer.status() == 404
            && knowsUsers(subject, endpoint)) {
          try (HttpAnswer refused = answer) {
            throw Failures.hidden(
                subject, endpoint, refused, () -> authorizer.credentials(endpoint));
          }
        }
      }
      return requireContent(subject, endpoint, answer, headers.containsKey("Range"));
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw ConnectionFailures.of(subject, endpoint, e);
    }
  }

  /**
   * Whether another authorization could help. Many registries answer "not found" to users without
   * access.
   */
  private static boolean isRefused(HttpAnswer answer) {
    return switch (answer.status()) {
      case 401, 403, 404 -> !answer.leftOrigin();
      default -> false;
    };
  }

  private Optional<String> renewed(
      String subject, Endpoint endpoint, HttpAnswer answer, Optional<String> authorization)
      throws AttemptFailedException, IOException {
    List<Challenge> challenges = Challenge.parse(answer.headerLines("WWW-Authenticate"));
    if (answer.status() == 401 && !challenges.isEmpty()) {
      return authorizer.answer(endpoint, challenges, authorization);
    }
    if (authorization.isPresent()) {
      return Optional.empty();
    }
    try {
      return authorizer.answer(
          endpoint, challenges.isEmpty() ? atRoot(subject, endpoint) : challenges, authorization);
    } catch (AttemptFailedException e) {
      // Without credentials nothing better could be had, and the answer of the registry counts.
      if (authorizer.credentials(endpoint).credential().isEmpty()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private boolean knowsUsers(String subject, Endpoint endpoint) throws InterruptedIOException {
    try {
      return !atRoot(subject, endpoint).isEmpty();
    } catch (AttemptFailedException e) {
      // The answer to the original request counts.
      return false;
    }
  }

  /**
   * The challenges at the root of the registry, requested until there is an answer that will stay.
   * An overloaded registry does not tell whether it knows users: taken for "no", its answer would
   * make a private image one that is gone.
   *
   * @throws AttemptFailedException if the root may answer another time
   */
  private List<Challenge> atRoot(String subject, Endpoint endpoint)
      throws AttemptFailedException, InterruptedIOException {
    List<Challenge> known = atRoot.get(endpoint.root());
    if (known != null) {
      return known;
    }
    try (HttpAnswer answer =
        transport.at(endpoint).send("GET", endpoint.root(), Map.of(), Optional.empty())) {
      if (Failures.mayPass(answer.status()) || answer.status() == 429) {
        throw Failures.of(subject, endpoint, answer, () -> authorizer.credentials(endpoint));
      }
      List<Challenge> found =
          answer.status() == 401 && !answer.leftOrigin()
              ? Challenge.parse(answer.headerLines("WWW-Authenticate")).stream()
                  .map(Challenge::forAnyRepository)
                  .toList()
              : List.of();
      atRoot.put(endpoint.root(), found);
      return found;
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw ConnectionFailures.of(subject, endpoint, e);
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
