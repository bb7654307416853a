package io.longshore.oci.layer.tar;

import io.longshore.ground.Printable;
import io.longshore.oci.layer.entry.Attributes;
import io.longshore.oci.layer.entry.DeviceKind;
import io.longshore.oci.layer.entry.FilePath;
import io.longshore.oci.layer.entry.LayerEntry;

/**
 * Makes an entry from a header and its extensions.
 *
 * <p>All methods throw an {@link IllegalArgumentException} if a value is out of its range.
 */
final class TarEntryBuilder {
  private static final int LONGEST_LINK_TARGET = 4095;
  private static final int LARGEST_MAJOR = 0xfff;
  private static final int LARGEST_MINOR = 0xfffff;

  private final TarHeader header;
  private final TarExtensions extensions;
  private final byte[] name;
  private final char type;

  TarEntryBuilder(TarHeader header, TarExtensions extensions) {
    this.header = header;
    this.extensions = extensions;
    this.name = extensions.name(header);
    this.type = type(header, name);
  }

  /**
   * The type of the entry. V7 archives have no type for directories and mark them by a final slash.
   */
  private static char type(TarHeader header, byte[] name) {
    if (header.type() == '\0') {
      return name.length > 0 && name[name.length - 1] == '/' ? '5' : '0';
    }
    return header.type();
  }

  /**
   * Whether the entry is a regular file. Other entries have no data, whatever their size field
   * says.
   */
  boolean hasData() {
    return switch (type) {
      case '0', '7', 'S' -> true;
      default -> false;
    };
  }

  /** The size of the data in the archive in bytes, without the padding to a whole block. */
  long storedSize() {
    long size = extensions.pax().number("size").orElse(header.size());
    if (size < 0) {
      throw new IllegalArgumentException("an entry with a negative size");
    }
    return size;
  }

  LayerEntry.RegularFile regularFile(long size) {
    return new LayerEntry.RegularFile(nonRootPath(), attributes(), modified(), size);
  }

  /**
   * @throws UnsupportedTarEntryException if the type is not known
   */
  LayerEntry withoutData() throws UnsupportedTarEntryException {
    return switch (type) {
      case '1' ->
          new LayerEntry.HardLink(nonRootPath(), FilePath.parse(extensions.linkTarget(header)));
      case '2' ->
          new LayerEntry.SymbolicLink(
              nonRootPath(), attributes(), modified(), symbolicLinkTarget());
      case '3' -> device(DeviceKind.CHARACTER);
      case '4' -> device(DeviceKind.BLOCK);
      case '5' -> new LayerEntry.Directory(path(), attributes(), modified());
      case '6' -> new LayerEntry.Fifo(nonRootPath(), attributes(), modified());
      default ->
          throw new UnsupportedTarEntryException(
              "has an entry of the unknown tar type '"
                  + Printable.bytes(new byte[] {(byte) type})
                  + "': "
                  + path());
    };
  }

  private LayerEntry.Device device(DeviceKind kind) {
    long major = extensions.pax().number("SCHILY.devmajor").orElse(header.deviceMajor());
    long minor = extensions.pax().number("SCHILY.devminor").orElse(header.deviceMinor());
    if (major < 0 || major > LARGEST_MAJOR || minor < 0 || minor > LARGEST_MINOR) {
      throw new IllegalArgumentException("a device node " + major + ":" + minor);
    }
    return new LayerEntry.Device(
        nonRootPath(), attributes(), modified(), kind, (int) major, (int) minor);
  }

  private byte[] symbolicLinkTarget() {
    byte[] target = extensions.linkTarget(header);
    if (target.length == 0 || target.length > LONGEST_LINK_TARGET) {
      throw new IllegalArgumentException(
          "a symbolic link with a target of " + target.length + " bytes");
    }
    for (byte b : target) {
      if (b == 0) {
        throw new IllegalArgumentException("a symbolic link with a NUL in its target");
      }
    }
    return target;
  }

  private FilePath nonRootPath() {
    FilePath path = path();
    if (path.isRoot()) {
      throw new IllegalArgumentException("an entry that would make the root no directory");
    }
    return path;
  }

  private FilePath path() {
    return FilePath.parse(name);
  }

  private Attributes attributes() {
    return new Attributes(
        (int) (header.mode() & 07777),
        extensions.pax().number("uid").orElse(header.uid()),
        extensions.pax().number("gid").orElse(header.gid()),
        extensions.pax().extendedAttributes());
  }

  private long modified() {
    return extensions.pax().floor("mtime").orElse(header.modified());
  }
}
