package io.longshore.oci.layer.tar;

import java.io.IOException;

/** A tar archive has an entry of a kind that a tree of files cannot have. */
public final class UnsupportedTarEntryException extends IOException {
  UnsupportedTarEntryException(String reason) {
    super(reason);
  }
}
