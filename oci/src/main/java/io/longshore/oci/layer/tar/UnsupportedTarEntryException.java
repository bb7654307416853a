package io.longshore.oci.layer.tar;

import java.io.IOException;

/** A tar archive holds a kind of entry that no file system tree can have. */
public final class UnsupportedTarEntryException extends IOException {
  UnsupportedTarEntryException(String reason) {
    super(reason);
  }
}
