package io.longshore.oci.layer.entry;

/**
 * An entry of a layer, described by its tar header and extension headers. Whiteouts are ordinary
 * entries here; {@code MergedTree} interprets them.
 *
 * <p>Modification times are whole seconds since 1970-01-01T00:00:00Z, fractions rounded down, and
 * may be negative.
 */
public sealed interface LayerEntry {
  FilePath path();

  record Directory(FilePath path, Attributes attributes, long modified) implements LayerEntry {}

  /**
   * @param size in bytes, including the holes of a sparse file
   */
  record RegularFile(FilePath path, Attributes attributes, long modified, long size)
      implements LayerEntry {}

  /**
   * @param target 1 to 4095 bytes, as stored: may be absolute, dangling or lead above the root
   */
  record SymbolicLink(FilePath path, Attributes attributes, long modified, byte[] target)
      implements LayerEntry {}

  /** A further name for {@code target}, with the attributes of that file. */
  record HardLink(FilePath path, FilePath target) implements LayerEntry {}

  /**
   * @param major 0 to 4095, the range of Linux
   * @param minor 0 to 1048575, the range of Linux
   */
  record Device(
      FilePath path, Attributes attributes, long modified, DeviceKind kind, int major, int minor)
      implements LayerEntry {}

  record Fifo(FilePath path, Attributes attributes, long modified) implements LayerEntry {}
}
