package io.longshore.oci.layer.tar;

import java.io.IOException;

/** A tar archive breaks the rules of its format. {@code LayerReader} adds the name of the layer. */
public final class MalformedTarException extends IOException {
  /**
   * @param offset of the malformed header, in bytes from the start of the uncompressed archive
   */
  MalformedTarException(long offset, String reason) {
    super(reason + ", at byte " + offset + " of the tar archive");
  }
}
