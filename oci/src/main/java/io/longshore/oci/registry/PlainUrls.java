package io.longshore.oci.registry;

import io.longshore.ground.FailureException;
import io.longshore.oci.Descriptor;
import io.longshore.oci.registry.address.BlobUrl;
import io.longshore.oci.registry.address.Hosts;
import io.longshore.oci.registry.http.HttpAnswer;
import io.longshore.oci.registry.http.HttpTransport;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Reads blobs and documents from URLs that do not belong to a registry: public files on a web
 * server.
 */
final class PlainUrls {
  private static final int MAX_DOCUMENT_BYTES = 4 << 20;

  private final HttpTransport transport;
  private final RetryPolicy retryPolicy;

  PlainUrls(HttpTransport transport, RetryPolicy retryPolicy) {
    this.transport = transport;
    this.retryPolicy = retryPolicy;
  }

  /**
   * @throws FailureException of kind GONE if the server does not have the file, MALFORMED if the
   *     file has another size
   */
  void head(URI url, Descriptor descriptor) throws IOException {
    retryPolicy.run(
        () -> {
          new BlobProbe(descriptor.size())
              .run(
                  (method, headers) -> send(method, url, headers),
                  (answer, length) ->
                      new BlobAnswer(BlobUrl.shown(url), answer, descriptor).checkWhole(length));
          return null;
        });
  }

  /** A document of at most 4 MiB, which no digest describes. */
  byte[] document(URI url) throws IOException {
    return retryPolicy.run(
        () -> {
          try (HttpAnswer answer = send("GET", url, Map.of())) {
            if (answer.isWebPage()) {
              throw Failures.webPage(BlobUrl.shown(url), answer);
            }
            byte[] bytes = answer.body().readNBytes(MAX_DOCUMENT_BYTES + 1);
            if (bytes.length > MAX_DOCUMENT_BYTES) {
              throw AttemptFailedException.forGood(
                  Failures.malformed(
                      BlobUrl.shown(url), answer.host(), "a document of more than 4 MiB"));
            }
            return bytes;
          } catch (IOException e) {
            throw ConnectionFailures.cutShort(BlobUrl.shown(url), Hosts.of(url), e);
          }
        });
  }

  /** Streams a blob. If the connection breaks, another one continues at the same byte. */
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
    BlobAnswer answer = answer(url, descriptor, position);
    if (answer.lacksPart(position)) {
      answer.answer().close();
      answer = answer(url, descriptor, 0);
    }
    return answer.contentFrom(position);
  }

  private BlobAnswer answer(URI url, Descriptor descriptor, long position)
      throws AttemptFailedException, InterruptedIOException {
    HttpAnswer answer = send("GET", url, BlobAnswer.requestHeaders(position));
    return new BlobAnswer(BlobUrl.shown(url), answer, descriptor);
  }

  private HttpAnswer send(String method, URI url, Map<String, String> headers)
      throws AttemptFailedException, InterruptedIOException {
    try {
      HttpAnswer answer = transport.send(method, url, headers, Optional.empty());
      boolean part = headers.containsKey("Range");
      if (answer.status() == 200
          || answer.status() == 206
          || (part && BlobAnswer.refusesPart(answer.status()))) {
        return answer;
      }
      try (answer) {
        throw Failures.ofPlainUrl(url, answer);
      }
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw ConnectionFailures.of(BlobUrl.shown(url), Hosts.of(url), e);
    }
  }
}
