package io.longshore.oci.layer.entry;

/**
 * One entry of a layer, as its tar header and extension headers describe it. Whiteouts are entries
 * like others here; {@code MergedTree} knows what they mean.
 *
 * <p>Modification times are whole seconds since 1970-01-01T00:00:00Z, fractions rounded down, and
 * may be negative.
 */
public sealed interface LayerEntry {
  FilePath path();

  record Directory(FilePath path, Attributes attributes, long modified) implements LayerEntry {}

  /**
   * @param size in bytes, holes of a sparse file included
   */
  record RegularFile(FilePath path, Attributes attributes, long modified, long size)
      implements LayerEntry {}

  /**
   * @param target 1 to 4095 bytes, as stored: may be absolute, dangling or lead above the root
   */
  record SymbolicLink(FilePath path, Attributes attributes, long modified, byte[] target)
      implements LayerEntry {}

  /** A second name for {@code target}; the attributes are those of the file linked to. */
  record HardLink(FilePath path, FilePath target) implements LayerEntry {}

  /**
   * @param major 0 to 4095, as Linux has it
   * @param minor 0 to 1048575, as Linux has it
   */
  record Device(
      FilePath path, Attributes attributes, long modified, DeviceKind kind, int major, int minor)
      implements LayerEntry {}

  record Fifo(FilePath path, Attributes attributes, long modified) implements LayerEntry {}
}
