package io.longshore.oci.registry;

import io.longshore.oci.Descriptor;
import io.longshore.oci.FailureException;
import io.longshore.oci.FailureKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Blobs at addresses that are no registry's: plain files on a web server, for everybody. */
final class PlainUrls {
  private final HttpTransport transport;
  private final RetryPolicy retryPolicy;

  PlainUrls(HttpTransport transport, RetryPolicy retryPolicy) {
    this.transport = transport;
    this.retryPolicy = retryPolicy;
  }

  /**
   * @throws FailureException of kind GONE if nothing is there, MALFORMED if it has another size
   */
  void head(URI url, Descriptor descriptor) throws IOException {
    retryPolicy.run(
        () -> {
          new BlobProbe(descriptor.size())
              .run(
                  (method, headers) -> send(method, url, headers),
                  (answer, length) -> checkLength(url, answer, length, descriptor.size()));
          return null;
        });
  }

  /** Streams it, going on where it was when the connection breaks. */
  InputStream open(URI url, Descriptor descriptor) throws IOException {
    return new ResumingBlobStream(
        position -> retryPolicy.run(() -> openOnce(url, descriptor, position)),
        0,
        descriptor.size(),
        BlobUrl.shown(url),
        retryPolicy);
  }

  private InputStream openOnce(URI url, Descriptor descriptor, long position)
      throws AttemptFailedException, IOException {
    Map<String, String> headers =
        position == 0 ? Map.of() : Map.of("Range", "bytes=" + position + "-");
    HttpAnswer answer = send("GET", url, headers);
    try {
      boolean whole = answer.status() == 200;
      checkLength(url, answer, answer.contentLength(), descriptor.size() - (whole ? 0 : position));
      if (whole) {
        answer.body().skipNBytes(position);
      }
      return answer.body();
    } catch (AttemptFailedException | IOException e) {
      answer.close();
      throw e;
    }
  }

  private HttpAnswer send(String method, URI url, Map<String, String> headers)
      throws AttemptFailedException, InterruptedIOException {
    try {
      HttpAnswer answer = transport.send(method, url, headers, Optional.empty());
      if (answer.status() == 200 || answer.status() == 206) {
        return answer;
      }
      try (answer) {
        throw Failures.ofPlainUrl(url, answer);
      }
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw Failures.of(BlobUrl.shown(url), Hosts.of(url), e);
    }
  }

  private static void checkLength(URI url, HttpAnswer answer, OptionalLong length, long expected)
      throws AttemptFailedException {
    boolean right = length.equals(OptionalLong.of(expected));
    if (!right && answer.isWebPage()) {
      throw Failures.webPage(BlobUrl.shown(url), answer);
    }
    if (!right && length.isPresent()) {
      throw AttemptFailedException.forGood(
          new FailureException(
              FailureKind.MALFORMED,
              BlobUrl.shown(url),
              "is served with " + length.getAsLong() + " bytes where " + expected + " are needed",
              "try again; if it stays so, tell whoever runs that server"));
    }
  }
}
