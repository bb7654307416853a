package io.longshore.oci;

import io.longshore.ground.Digest;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Points to content by media type, digest and size.
 *
 * @param size in bytes, not negative
 * @param platform only in an index
 * @param artifactType the kind of artifact that a manifest describes, if the index tells it
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md">OCI image
 *     specification, Descriptors</a>
 */
public record Descriptor(
    String mediaType,
    Digest digest,
    long size,
    Optional<Platform> platform,
    Optional<String> artifactType,
    Map<String, String> annotations)
    implements Comparable<Descriptor> {
  private static final Comparator<Descriptor> ORDER =
      Comparator.comparing(Descriptor::digest)
          .thenComparingLong(Descriptor::size)
          .thenComparing(Descriptor::mediaType)
          .thenComparing(descriptor -> String.valueOf(descriptor.platform))
          .thenComparing(descriptor -> String.valueOf(descriptor.artifactType))
          .thenComparing(descriptor -> new TreeMap<>(descriptor.annotations).toString());

  public Descriptor {
    if (size < 0) {
      throw new IllegalArgumentException("negative size of " + digest + ": " + size);
    }
    annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
  }

  public Descriptor(
      String mediaType,
      Digest digest,
      long size,
      Optional<Platform> platform,
      Map<String, String> annotations) {
    this(mediaType, digest, size, platform, Optional.empty(), annotations);
  }

  public Descriptor(String mediaType, Digest digest, long size) {
    this(mediaType, digest, size, Optional.empty(), Map.of());
  }

  /** An arbitrary total order, which hash tables use for keys with equal hashes. */
  @Override
  public int compareTo(Descriptor other) {
    return ORDER.compare(this, other);
  }
}
