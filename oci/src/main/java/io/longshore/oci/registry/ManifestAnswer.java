package io.longshore.oci.registry;

import io.longshore.ground.Digest;
import io.longshore.oci.ManifestType;
import io.longshore.oci.MediaTypes;
import io.longshore.oci.Repository;
import io.longshore.oci.registry.address.Endpoint;
import io.longshore.oci.registry.http.ContentCoding;
import io.longshore.oci.registry.http.HttpAnswer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/** The answer to a request for a manifest or an index, before it is read and checked. */
record ManifestAnswer(String subject, Endpoint endpoint, HttpAnswer answer) {
  static final Map<String, String> REQUEST_HEADERS =
      Map.of("Accept", String.join(", ", MediaTypes.MANIFESTS_AND_INDEXES));

  /** The largest size of a manifest that registries accept. */
  private static final int MAX_BYTES = 4 << 20;

  /**
   * Reads the body and checks its digest against {@code expected}, or else against the digest in
   * the answer's header.
   *
   * @param repository the canonical name of the repository
   */
  ResolvedManifest read(Repository repository, Optional<Digest> expected)
      throws AttemptFailedException, IOException {
    Optional<Digest> promised = expected.or(this::announcedDigest);
    byte[] bytes = atMost(answer.sent());
    if (ContentCoding.isGzip(answer) && !promised.equals(Optional.of(Digest.of(bytes)))) {
      bytes = atMost(ContentCoding.decoded(new ByteArrayInputStream(bytes)));
    }
    Digest actual = Digest.of(bytes);
    if (promised.isPresent() && !promised.get().equals(actual)) {
      throw malformed("a manifest with the digest " + actual + " instead of " + promised.get());
    }
    return new ResolvedManifest(repository, actual, mediaType(bytes), bytes);
  }

  private byte[] atMost(InputStream in) throws AttemptFailedException, IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw malformed("a manifest larger than " + MAX_BYTES + " bytes");
    }
    return bytes;
  }

  /** What the registry says it is; SHA-256 or nothing. */
  Optional<Digest> announcedDigest() {
    return answer
        .header("Docker-Content-Digest")
        .filter(text -> text.startsWith("sha256:"))
        .flatMap(
            text -> {
              try {
                return Optional.of(Digest.parse(text));
              } catch (IllegalArgumentException e) {
                return Optional.empty();
              }
            });
  }

  private String mediaType(byte[] bytes) throws AttemptFailedException {
    String announced = answer.contentType();
    return ManifestType.of(bytes, announced).orElseThrow(() -> notAManifest(announced));
  }

  private AttemptFailedException notAManifest(String announced) {
    String type = announced.matches("[A-Za-z0-9.+/-]{1,100}") ? announced : "unnamed content";
    if (answer.movedTo().isPresent()) {
      return AttemptFailedException.forGood(Failures.moved(subject, answer.movedTo().get()));
    }
    return malformed(type + " instead of a manifest");
  }

  private AttemptFailedException malformed(String problem) {
    return AttemptFailedException.forGood(
        Failures.malformed(subject, endpoint.repository().apiHost(), problem));
  }
}
