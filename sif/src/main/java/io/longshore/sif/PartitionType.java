package io.longshore.sif;

import java.util.Arrays;
import java.util.Optional;

/** What a partition is for. */
public enum PartitionType {
  SYSTEM(1),
  /** The one that is the root of a container. A SIF has one at most. */
  PRIMARY_SYSTEM(2),
  DATA(3),
  OVERLAY(4);

  private final int code;

  PartitionType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static Optional<PartitionType> ofCode(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }
}
