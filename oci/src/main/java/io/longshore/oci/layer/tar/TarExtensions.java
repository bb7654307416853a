package io.longshore.oci.layer.tar;

import java.util.Optional;

/**
 * What extension headers before an entry say about it. GNU's long names go before pax records, and
 * these before the entry's own header.
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

  /** GNU tar gives sparse files in pax archives an invented path and the real one apart. */
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
