package io.longshore.oci.tree;

import io.longshore.oci.layer.entry.FileName;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The meaning of a layer entry whose name begins with {@code .wh.}.
 *
 * <p>The names come from AUFS, which kept its own records under {@code .wh..wh.}; only the marker
 * of opaque directories became part of the specification.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/layer.md#whiteouts">OCI
 *     image specification, Whiteouts</a>
 */
sealed interface Whiteout {
  byte[] PREFIX = ".wh.".getBytes(StandardCharsets.US_ASCII);
  byte[] AUFS_PREFIX = ".wh..wh.".getBytes(StandardCharsets.US_ASCII);
  FileName OPAQUE_NAME = FileName.of(".wh..wh..opq");

  /** Removes the entry {@code name} of lower layers in the directory of the whiteout. */
  record Hidden(FileName name) implements Whiteout {}

  /** Removes all entries of lower layers in the directory of the whiteout. */
  record Opaque() implements Whiteout {}

  /** A record of AUFS, which is ignored. */
  record Meaningless() implements Whiteout {}

  /**
   * @return empty if {@code name} is an ordinary name
   * @throws IllegalArgumentException if the hidden name is not a valid name of a file
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
