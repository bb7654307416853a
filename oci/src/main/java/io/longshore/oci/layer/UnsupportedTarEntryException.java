package io.longshore.oci.layer;

import java.io.IOException;

/** A tar archive holds a kind of entry that no file system tree can have. */
final class UnsupportedTarEntryException extends IOException {
  UnsupportedTarEntryException(String reason) {
    super(reason);
  }
}
