package io.longshore.oci.registry;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.oci.Repository;
import io.longshore.oci.registry.address.BlobUrl;
import io.longshore.oci.registry.address.Endpoint;
import io.longshore.oci.registry.credential.CredentialStore;
import io.longshore.oci.registry.http.HttpAnswer;
import io.longshore.oci.registry.http.RetryAfter;
import io.longshore.oci.registry.proxy.ProxyServer;
import java.net.ProtocolException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Turns the answers of servers that are not the requested content into a {@link FailureException}.
 * {@link ConnectionFailures} does so for requests without a whole answer.
 */
final class Failures {
  static final String AGAIN = "run the same command again later";

  private Failures() {}

  /**
   * The failure for an answer that is not the requested content.
   *
   * @param subject the requested object, as the user knows it
   * @param credentials looked up only if access was refused
   */
  static AttemptFailedException of(
      String subject,
      Endpoint endpoint,
      HttpAnswer answer,
      Supplier<CredentialStore.Found> credentials) {
    int status = answer.status();
    String code = ErrorCode.of(answer);
    String said = answer.host() + " answered " + status + code;
    if (answer.movedTo().isPresent() && status >= 400 && status < 500 && status != 429) {
      return AttemptFailedException.forGood(moved(subject, answer.movedTo().get()));
    }
    Optional<ProxyServer> proxy = answer.proxy();
    if (proxy.isPresent() && mayBeOfProxy(status) && code.isEmpty()) {
      return ofProxyOrServer(subject, answer, proxy.get());
    }
    if (answer.leftOrigin() && (status == 401 || status == 403)) {
      return AttemptFailedException.forNow(
          new FailureException(
              FailureKind.NETWORK,
              subject,
              "the content host " + said + " to the address the registry gave out",
              AGAIN),
          RetryAfter.of(answer));
    }
    return switch (status) {
      case 401, 403 ->
          AttemptFailedException.forGood(auth(subject, endpoint, said, credentials.get()));
      case 404, 410 ->
          AttemptFailedException.forGood(
              new FailureException(
                  FailureKind.GONE,
                  subject,
                  "is not there: " + said,
                  "check the name and tag; if it was removed, name a mirror in registries.conf or"
                      + " keep the old image"));
      case 429 -> rateLimit(subject, endpoint, said, RetryAfter.of(answer));
      default -> {
        NextStep next =
            RetryAfter.of(answer)
                .map(pause -> waitFor(pause).then(" and run the same command again"))
                .orElse(NextStep.of(AGAIN));
        FailureException failure = new FailureException(FailureKind.NETWORK, subject, said, next);
        yield mayPass(status)
            ? AttemptFailedException.forNow(failure, RetryAfter.of(answer))
            : AttemptFailedException.forGood(failure);
      }
    };
  }

  static AttemptFailedException ofTokenServer(
      Endpoint endpoint, HttpAnswer answer, CredentialStore.Found credentials) {
    String subject = endpoint.repository().toString();
    String said = "the token server " + answer.host() + " answered " + answer.status();
    return switch (answer.status()) {
      case 400, 401, 403, 404 ->
          AttemptFailedException.forGood(auth(subject, endpoint, said, credentials));
      case 429 -> rateLimit(subject, endpoint, said, RetryAfter.of(answer));
      default -> {
        FailureException failure = new FailureException(FailureKind.NETWORK, subject, said, AGAIN);
        yield mayPass(answer.status())
            ? AttemptFailedException.forNow(failure, RetryAfter.of(answer))
            : AttemptFailedException.forGood(failure);
      }
    };
  }

  /** The failure for an answer of a token server that has no token. */
  static AttemptFailedException noToken(
      Endpoint endpoint, HttpAnswer answer, ProtocolException cause) {
    return AttemptFailedException.forGood(
        new FailureException(
            FailureKind.MALFORMED,
            endpoint.repository().toString(),
            "the token server " + answer.host() + " sent no token: " + cause.getMessage(),
            "see whether a login page or a proxy answers in its place; else tell whoever runs it",
            cause));
  }

  /**
   * The failure of a registry that requires a login, without a login that it accepts.
   *
   * @param answer says "not found", or refuses access
   */
  static AttemptFailedException hidden(
      String subject,
      Endpoint endpoint,
      HttpAnswer answer,
      Supplier<CredentialStore.Found> credentials) {
    String said = answer.host() + " answered " + answer.status() + ErrorCode.of(answer);
    return AttemptFailedException.forGood(auth(subject, endpoint, said, credentials.get()));
  }

  static boolean mayPass(int status) {
    return status == 408 || status >= 500;
  }

  /** The failure for an answer of a server that is not a registry. */
  static AttemptFailedException ofPlainUrl(URI url, HttpAnswer answer) {
    String said = answer.host() + " answered " + answer.status();
    return switch (answer.status()) {
      case 404, 410 ->
          AttemptFailedException.forGood(
              new FailureException(
                  FailureKind.GONE,
                  BlobUrl.shown(url),
                  "is not there: " + said,
                  "find out where it lives now"));
      case 401, 403 ->
          AttemptFailedException.forGood(
              new FailureException(
                  FailureKind.AUTH,
                  BlobUrl.shown(url),
                  "is not for everybody: " + said,
                  "record an address that needs no login"));
      case 429 ->
          AttemptFailedException.forNow(
              new FailureException(
                  FailureKind.RATE_LIMIT, BlobUrl.shown(url), "too many requests: " + said, AGAIN),
              RetryAfter.of(answer));
      default -> {
        FailureException failure =
            new FailureException(FailureKind.NETWORK, BlobUrl.shown(url), said, AGAIN);
        yield mayPass(answer.status())
            ? AttemptFailedException.forNow(failure, RetryAfter.of(answer))
            : AttemptFailedException.forGood(failure);
      }
    };
  }

  /** The failure for a web page in place of the content, such as a login page of a network. */
  static AttemptFailedException webPage(String subject, HttpAnswer answer) {
    return AttemptFailedException.forGood(
        new FailureException(
            FailureKind.NETWORK,
            subject,
            answer.host() + " answered with a web page in its place",
            "open a page of that host in a browser: if the network wants a login, log in and run"
                + " the same command again"));
  }

  // Both a proxy and the server behind it give these answers.
  private static boolean mayBeOfProxy(int status) {
    return switch (status) {
      case 403, 502, 503, 504 -> true;
      default -> false;
    };
  }

  private static AttemptFailedException ofProxyOrServer(
      String subject, HttpAnswer answer, ProxyServer proxy) {
    FailureException failure =
        new FailureException(
            FailureKind.NETWORK,
            subject,
            "the proxy "
                + proxy.address()
                + ", or "
                + answer.host()
                + " behind it, answered "
                + answer.status(),
            NextStep.of(
                "ask whoever runs the proxy to let {} through, or go around it: NO_PROXY={}",
                answer.host(),
                answer.host()));
    return answer.status() >= 500
        ? AttemptFailedException.forNow(failure, RetryAfter.of(answer))
        : AttemptFailedException.forGood(failure);
  }

  static FailureException malformed(String subject, String host, String problem) {
    return new FailureException(
        FailureKind.MALFORMED,
        subject,
        host + " served " + problem,
        "try again; if it stays so, tell whoever runs that server");
  }

  private static FailureException auth(
      String subject, Endpoint endpoint, String said, CredentialStore.Found credentials) {
    Repository repository = endpoint.repository();
    if (credentials.withheldFrom().isPresent()) {
      return new FailureException(
          FailureKind.AUTH,
          subject,
          "the stored credentials were not sent, as the token server http://"
              + credentials.withheldFrom().get()
              + " would get them in clear: "
              + said,
          "have whoever runs the registry give its token server an https address");
    }
    String who =
        credentials.credential().isPresent()
            ? "the stored credentials do not give access"
            : "access needs credentials, or there is no such repository";
    String trouble =
        credentials.trouble().isEmpty() ? "" : "; " + String.join("; ", credentials.trouble());
    return new FailureException(
        FailureKind.AUTH,
        subject,
        who + ": " + said + trouble,
        (credentials.trouble().isEmpty()
                ? NextStep.of("check the name, then log in with: ")
                : NextStep.of("repair what kept the login from being read, or log in with: "))
            .then(login(repository)));
  }

  private static NextStep login(Repository repository) {
    return repository.registry().equals(Repository.DOCKER_HUB)
        ? NextStep.of("docker login")
        : NextStep.of("docker login {}", repository.registry());
  }

  private static AttemptFailedException rateLimit(
      String subject, Endpoint endpoint, String said, Optional<Duration> retryAfter) {
    NextStep wait =
        retryAfter
            .filter(pause -> !pause.isZero())
            .map(Failures::waitFor)
            .orElse(NextStep.of("wait some hours"));
    return AttemptFailedException.forNow(
        new FailureException(
            FailureKind.RATE_LIMIT,
            subject,
            "too many requests: " + said,
            wait.then(" and run the same command again; this raises the limit: ")
                .then(login(endpoint.repository()))),
        retryAfter);
  }

  private static NextStep waitFor(Duration pause) {
    return pause.equals(RetryAfter.LONGEST)
        ? NextStep.of("wait a day or more, as it asks,")
        : NextStep.of("wait {} seconds", pause.toSeconds());
  }

  static FailureException moved(String subject, URI movedTo) {
    return new FailureException(
        FailureKind.MOVED,
        subject,
        "the name now leads to " + movedTo + ", which does not serve it",
        "find out where the image lives now and name that place");
  }
}
