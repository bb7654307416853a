package io.longshore.sif;

import java.util.Objects;

/** The properties of a partition that its descriptor records. */
public record PartitionSpec(
    FileSystemType fileSystem, PartitionType type, Architecture architecture) {
  public PartitionSpec {
    Objects.requireNonNull(fileSystem);
    Objects.requireNonNull(type);
    Objects.requireNonNull(architecture);
  }

  /** A squashfs that holds the root file system of a container. */
  public static PartitionSpec primarySquashfs(Architecture architecture) {
    return new PartitionSpec(FileSystemType.SQUASHFS, PartitionType.PRIMARY_SYSTEM, architecture);
  }
}
