package io.longshore.oci.tree;

import io.longshore.oci.layer.entry.FileName;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What the names of layer entries that begin with {@code .wh.} say.
 *
 * <p>AUFS, from where these names come, kept notes of its own under {@code .wh..wh.}; only the
 * marker for opaque directories became part of the specification.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/layer.md#whiteouts">OCI
 *     image specification, Whiteouts</a>
 */
sealed interface Whiteout {
  byte[] PREFIX = ".wh.".getBytes(StandardCharsets.US_ASCII);
  byte[] AUFS_PREFIX = ".wh..wh.".getBytes(StandardCharsets.US_ASCII);
  FileName OPAQUE_NAME = FileName.of(".wh..wh..opq");

  /** The entry {@code name} of the lower layers, beside the whiteout, goes. */
  record Hidden(FileName name) implements Whiteout {}

  /** All entries of the lower layers, in the directory that the whiteout is in, go. */
  record Opaque() implements Whiteout {}

  /** Notes of AUFS to itself. */
  record Meaningless() implements Whiteout {}

  /**
   * @return empty if {@code name} is an ordinary one
   * @throws IllegalArgumentException if what it would hide is no name of a file
   */
  static Optional<Whiteout> of(FileName name) {
    if (!isReserved(name)) {
      return Optional.empty();
    }
    if (name.equals(OPAQUE_NAME)) {
      return Optional.of(new Opaque());
    }
    if (isAufs(name)) {
      return Optional.of(new Meaningless());
    }
    return Optional.of(new Hidden(FileName.of(name.bytesAfter(PREFIX.length))));
  }

  static boolean isReserved(FileName name) {
    return name.startsWith(PREFIX);
  }

  static boolean isAufs(FileName name) {
    return name.startsWith(AUFS_PREFIX);
  }
}
