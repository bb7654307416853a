package io.longshore.sif;

import java.util.Objects;

/** What a descriptor says of a partition. */
public record PartitionSpec(
    FileSystemType fileSystem, PartitionType type, Architecture architecture) {
  public PartitionSpec {
    Objects.requireNonNull(fileSystem);
    Objects.requireNonNull(type);
    Objects.requireNonNull(architecture);
  }

  /** A squashfs that is the root of a container. */
  public static PartitionSpec primarySquashfs(Architecture architecture) {
    return new PartitionSpec(FileSystemType.SQUASHFS, PartitionType.PRIMARY_SYSTEM, architecture);
  }
}
