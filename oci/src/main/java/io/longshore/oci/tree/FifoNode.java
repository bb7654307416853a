package io.longshore.oci.tree;

import io.longshore.oci.layer.entry.Attributes;

/** A named pipe. */
public final class FifoNode extends Node {
  FifoNode(Attributes attributes, long modified) {
    super(attributes, modified);
  }
}
