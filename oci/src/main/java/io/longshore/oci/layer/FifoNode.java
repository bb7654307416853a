package io.longshore.oci.layer;

/** A named pipe. */
public final class FifoNode extends Node {
  FifoNode(Attributes attributes, long modified) {
    super(attributes, modified);
  }
}
