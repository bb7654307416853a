package io.longshore.oci.tree;

import io.longshore.oci.layer.entry.Attributes;
import io.longshore.oci.layer.entry.DeviceKind;

/** A device node. */
public final class DeviceNode extends Node {
  private final DeviceKind kind;
  private final int major;
  private final int minor;

  DeviceNode(Attributes attributes, long modified, DeviceKind kind, int major, int minor) {
    super(attributes, modified);
    this.kind = kind;
    this.major = major;
    this.minor = minor;
  }

  public DeviceKind kind() {
    return kind;
  }

  /** The major number, 0 to 4095. */
  public int major() {
    return major;
  }

  /** The minor number, 0 to 1048575. */
  public int minor() {
    return minor;
  }
}
