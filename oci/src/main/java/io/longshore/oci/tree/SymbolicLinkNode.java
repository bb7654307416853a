package io.longshore.oci.tree;

import io.longshore.oci.layer.entry.Attributes;

/** A symbolic link. */
public final class SymbolicLinkNode extends Node {
  /** The permissions of every symbolic link in Linux. */
  public static final int PERMISSIONS = 0777;

  private final byte[] target;

  SymbolicLinkNode(Attributes attributes, long modified, byte[] target) {
    super(attributes, modified);
    this.target = target;
  }

  /** A copy of the 1 to 4095 bytes of the target, as stored. */
  public byte[] target() {
    return target.clone();
  }

  byte[] sharedTarget() {
    return target;
  }
}
