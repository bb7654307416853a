package io.longshore.oci.registry;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.oci.registry.address.Endpoint;
import io.longshore.oci.registry.http.TransportException;
import io.longshore.oci.registry.proxy.ProxyServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Turns the failure of a connection into a {@link FailureException}: no answer came, or only a part
 * of one. {@link Failures} does so for whole answers.
 */
final class ConnectionFailures {
  private static final String NO_NAME = ": Name or service not known";

  private ConnectionFailures() {}

  /**
   * The failure of a body that broke off while it was read.
   *
   * @throws InterruptedIOException if this thread was interrupted
   */
  static AttemptFailedException cutShort(String subject, String host, IOException cause)
      throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted while fetching " + subject);
    }
    return of(subject, host, cause);
  }

  /** The failure of a request without an answer. */
  static AttemptFailedException of(String subject, Endpoint endpoint, IOException cause) {
    return of(subject, endpoint.repository().apiHost(), cause);
  }

  static AttemptFailedException of(String subject, String host, IOException cause) {
    switch (cause) {
      case FailureException known -> {
        return AttemptFailedException.forGood(known);
      }
      case TransportException.OfProxy e -> {
        return ofProxy(subject, host, e);
      }
      case TransportException.Unusable e -> {
        return AttemptFailedException.forGood(
            new FailureException(
                FailureKind.NETWORK,
                subject,
                host + " gave " + e.getMessage(),
                "look whether that is a registry, and whether a proxy or a login page is in"
                    + " between",
                e));
      }
      default -> {}
    }
    if (cause instanceof SSLHandshakeException
        || (cause instanceof SSLException && !isCausedByReset(cause))) {
      return AttemptFailedException.forGood(
          new FailureException(
              FailureKind.NETWORK,
              subject,
              "no secure connection to "
                  + host
                  + ": "
                  + String.valueOf(cause.getMessage()).lines().findFirst().orElse(""),
              NextStep.of(
                  "if its certificate comes from your own authority, put that into"
                      + " ~/.config/containers/certs.d/{}/ca.crt or name it with SSL_CERT_FILE; if"
                      + " it speaks plain HTTP or its certificate is to be trusted unchecked, set"
                      + " 'insecure = true' for it in registries.conf",
                  host),
              cause));
    }
    Optional<UnknownHostException> unknown = unknownHost(cause);
    FailureException failure =
        unknown.isPresent()
            ? new FailureException(
                FailureKind.NETWORK,
                subject,
                "the host name " + host + " is not known",
                "check the name, the connection and the proxy settings, then " + Failures.AGAIN,
                cause)
            : new FailureException(
                FailureKind.NETWORK,
                subject,
                words(host, cause),
                "check the connection and the proxy settings, then " + Failures.AGAIN,
                cause);
    return unknown.filter(ConnectionFailures::isNoName).isPresent()
        ? AttemptFailedException.forGood(failure)
        : AttemptFailedException.forNow(failure, Optional.empty());
  }

  private static Optional<UnknownHostException> unknownHost(IOException cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof UnknownHostException unknown) {
        return Optional.of(unknown);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether the name servers say that there is no such name, and not that they cannot be asked now.
   * Java passes on glibc's words for EAI_NONAME; in other languages the name is asked for again.
   */
  private static boolean isNoName(UnknownHostException unknown) {
    return String.valueOf(unknown.getMessage()).endsWith(NO_NAME);
  }

  private static AttemptFailedException ofProxy(
      String subject, String host, TransportException.OfProxy cause) {
    ProxyServer proxy = cause.proxy();
    NextStep next =
        cause.wantsLogin()
            ? NextStep.of(
                "set the login as in {}=http://USER:PASSWORD@{}, or go around it: NO_PROXY={}",
                proxy.variable(),
                proxy.address(),
                host)
            : NextStep.of(
                "check {}, ask whoever runs the proxy to let {} through, or go around it:"
                    + " NO_PROXY={}",
                proxy.variable(),
                host,
                host);
    FailureException failure =
        new FailureException(
            cause.wantsLogin() ? FailureKind.AUTH : FailureKind.NETWORK,
            subject,
            "the proxy "
                + proxy.address()
                + " on the way to "
                + host
                + " "
                + cause.getMessage()
                + (cause.wantsLogin() ? loginOf(proxy) : ""),
            next,
            cause);
    return cause.mayPass()
        ? AttemptFailedException.forNow(failure, Optional.empty())
        : AttemptFailedException.forGood(failure);
  }

  private static String loginOf(ProxyServer proxy) {
    return proxy.login().isPresent()
        ? ": it does not take the login in " + proxy.variable()
        : ": it wants a login, and there is none in " + proxy.variable();
  }

  private static boolean isCausedByReset(IOException cause) {
    String message = String.valueOf(cause.getMessage());
    return message.contains("reset") || message.contains("closed");
  }

  private static String words(String host, IOException cause) {
    return switch (cause) {
      case TransportException.TimedOut e ->
          "no answer from " + host + " in time: " + e.getMessage();
      case ConnectException e -> host + " refuses connections or cannot be reached";
      default -> "the connection to " + host + " broke: " + cause.getMessage();
    };
  }
}
