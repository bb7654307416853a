package io.longshore.oci.registry;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Descriptor;
import io.longshore.oci.Repository;
import io.longshore.oci.SourceChangedException;
import io.longshore.oci.VerifyingInputStream;
import io.longshore.oci.registry.address.Endpoint;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A download of a blob, over as many connections as it needs. A mirror that breaks off repeatedly
 * is not asked again for this download. A mirror that gave wrong bytes is not asked again for this
 * blob by any download.
 */
final class BlobDownload {
  private static final int MOST_BREAKS = 2;

  private final RegistrySession session;
  private final Endpoints endpoints;
  private final WrongBytes wrongBytes;
  private final Repository repository;
  private final Descriptor descriptor;
  private final String subject;
  private final Map<Endpoint, Integer> opened = new HashMap<>();
  private final Set<Endpoint> mirrors = new LinkedHashSet<>();

  /** Records which mirrors gave wrong bytes of which blobs. */
  static final class WrongBytes {
    private record Served(Endpoint mirror, Digest digest) {}

    private final Set<Served> served = ConcurrentHashMap.newKeySet();

    boolean of(Endpoint endpoint, Digest digest) {
      return served.contains(new Served(endpoint, digest));
    }

    void note(Set<Endpoint> mirrors, Digest digest) {
      mirrors.forEach(mirror -> served.add(new Served(mirror, digest)));
    }
  }

  BlobDownload(
      RegistrySession session,
      Endpoints endpoints,
      WrongBytes wrongBytes,
      Repository repository,
      Descriptor descriptor) {
    this.session = session;
    this.endpoints = endpoints;
    this.wrongBytes = wrongBytes;
    this.repository = repository;
    this.descriptor = descriptor;
    this.subject = repository + "@" + descriptor.digest();
  }

  /**
   * Streams the blob from {@code fromByte} on. The digest is checked only if a mirror gave the
   * whole blob.
   */
  InputStream open(long fromByte, RetryPolicy retryPolicy) throws IOException {
    InputStream content =
        new ResumingBlobStream(this::openAt, fromByte, descriptor.size(), subject, retryPolicy);
    return fromByte == 0 && !mirrors.isEmpty() ? checked(content) : content;
  }

  private InputStream openAt(long position) throws IOException {
    return endpoints.ask(subject, repository, endpoint -> openAt(position, endpoint));
  }

  private InputStream openAt(long position, Endpoint endpoint)
      throws AttemptFailedException, IOException {
    if (endpoint.mirror()) {
      if (wrongBytes.of(endpoint, descriptor.digest())) {
        throw passedOver(endpoint, "sent wrong bytes before");
      }
      if (opened.getOrDefault(endpoint, 0) >= MOST_BREAKS) {
        throw passedOver(endpoint, "broke off before");
      }
    }
    InputStream content = request(position, endpoint);
    opened.merge(endpoint, 1, Integer::sum);
    if (endpoint.mirror()) {
      mirrors.add(endpoint);
    }
    return content;
  }

  private InputStream request(long position, Endpoint endpoint)
      throws AttemptFailedException, IOException {
    BlobAnswer answer = answer(position, endpoint);
    if (answer.lacksPart(position)) {
      answer.answer().close();
      answer = answer(0, endpoint);
    }
    return answer.contentFrom(position);
  }

  private BlobAnswer answer(long position, Endpoint endpoint)
      throws AttemptFailedException, IOException {
    URI uri = endpoint.blob(descriptor.digest().toString());
    Map<String, String> headers = BlobAnswer.requestHeaders(position);
    return new BlobAnswer(
        subject, session.send(subject, endpoint, "GET", uri, headers), descriptor);
  }

  private AttemptFailedException passedOver(Endpoint mirror, String why) {
    return AttemptFailedException.forGood(
        new FailureException(
            FailureKind.NETWORK,
            subject,
            "the mirror " + mirror.repository().apiHost() + " " + why,
            "take it out of registries.conf, or tell whoever runs it"));
  }

  private InputStream checked(InputStream content) {
    return new FilterInputStream(new VerifyingInputStream(content, descriptor, subject)) {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
          return super.read(buffer, offset, length);
        } catch (FailureException e) {
          throw e.kind() == FailureKind.MALFORMED ? unmasked(e) : e;
        }
      }
    };
  }

  private FailureException unmasked(FailureException wrong) {
    wrongBytes.note(mirrors, descriptor.digest());
    String names =
        mirrors.stream()
            .map(mirror -> mirror.repository().apiHost())
            .collect(Collectors.joining(", "));
    return new FailureException(
        FailureKind.MALFORMED,
        subject,
        "the mirror " + names + " sent other bytes: " + wrong.problem(),
        "take it out of registries.conf, or tell whoever runs it",
        new SourceChangedException(wrong.problem(), wrong));
  }
}
