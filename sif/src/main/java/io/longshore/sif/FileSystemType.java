package io.longshore.sif;

import java.util.Arrays;
import java.util.Optional;

/** The file system of a partition. */
public enum FileSystemType {
  SQUASHFS(1),
  EXT3(2),
  ARCHIVE(3),
  RAW(4),
  ENCRYPTED_SQUASHFS(5),
  /** Supported by Apptainer only. */
  GOCRYPTFS_SQUASHFS(6);

  private final int code;

  FileSystemType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static Optional<FileSystemType> ofCode(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }
}
