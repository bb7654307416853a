package io.longshore.sif;

import java.util.Arrays;
import java.util.Optional;

/** The purpose of a partition. */
public enum PartitionType {
  SYSTEM(1),
  /** The root file system of a container. A SIF has at most one partition of this type. */
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
