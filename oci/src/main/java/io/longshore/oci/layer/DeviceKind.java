package io.longshore.oci.layer;

/** The two kinds of device nodes. */
public enum DeviceKind {
  CHARACTER,
  BLOCK
}
