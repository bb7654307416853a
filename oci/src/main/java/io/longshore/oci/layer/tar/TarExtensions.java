package io.longshore.oci.layer.tar;

import java.util.Optional;

/**
 * The extension headers before an entry. GNU's long names override pax records, and pax records
 * override the entry's own header.
 */
final class TarExtensions {
  private PaxRecords pax = PaxRecords.NONE;
  private Optional<byte[]> longName = Optional.empty();
  private Optional<byte[]> longLinkTarget = Optional.empty();
  private boolean empty = true;

  boolean isEmpty() {
    return empty;
  }

  PaxRecords pax() {
    return pax;
  }

  void setPax(PaxRecords records) {
    pax = records;
    empty = false;
  }

  void setLongName(byte[] name) {
    longName = Optional.of(name);
    empty = false;
  }

  void setLongLinkTarget(byte[] target) {
    longLinkTarget = Optional.of(target);
    empty = false;
  }

  /**
   * In pax archives, GNU tar gives a sparse file an artificial path, and the real path in a
   * separate record.
   */
  byte[] name(TarHeader header) {
    return longName
        .or(() -> pax.bytes("GNU.sparse.name"))
        .or(() -> pax.bytes("path"))
        .orElse(header.name());
  }

  byte[] linkTarget(TarHeader header) {
    return longLinkTarget.or(() -> pax.bytes("linkpath")).orElse(header.linkTarget());
  }
}
