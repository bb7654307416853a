package io.longshore.image.compare;

import java.util.Locale;

/** The kind of an entry of a tree, with the properties that only this kind has. */
public sealed interface FileKind {
  record Folder() implements FileKind {}

  /**
   * @param size bytes
   */
  record Regular(long size) implements FileKind {}

  /**
   * @param target in printable form; different targets have different printable forms
   */
  record Link(String target) implements FileKind {}

  record DeviceFile(Type type, int major, int minor) implements FileKind {
    public enum Type {
      BLOCK,
      CHARACTER
    }
  }

  record NamedPipe() implements FileKind {}

  record LocalSocket() implements FileKind {}

  /** The name of the kind: {@code regular file}. */
  default String label() {
    return switch (this) {
      case Folder _ -> "directory";
      case Regular _ -> "regular file";
      case Link _ -> "symbolic link";
      case DeviceFile device -> device.type().name().toLowerCase(Locale.ROOT) + " device";
      case NamedPipe _ -> "named pipe";
      case LocalSocket _ -> "socket";
    };
  }

  /** The name of the kind and its properties: {@code regular file of 3 bytes}. */
  default String description() {
    return switch (this) {
      case Regular file -> label() + " of " + file.size() + " bytes";
      case Link link -> label() + " to " + link.target();
      case DeviceFile device -> label() + " " + device.major() + ":" + device.minor();
      case Folder _, NamedPipe _, LocalSocket _ -> label();
    };
  }
}
