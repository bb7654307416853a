package io.longshore.oci.layer.entry;

/** The two kinds of device nodes. */
public enum DeviceKind {
  CHARACTER,
  BLOCK
}
