package io.longshore.sif;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A small object that is written as a whole. Partitions are written by other means, see {@link
 * SifWriter#beginPartition}.
 *
 * @param name at most 128 bytes in UTF-8, may be empty, without NUL
 * @param extra at most 384 bytes whose meaning depends on the type; empty for most
 */
public record DataObject(DataType type, String name, byte[] content, byte[] extra) {
  public DataObject {
    if (type.equals(DataType.PARTITION)) {
      throw new IllegalArgumentException("a partition is written in place, not as a data object");
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > SifFormat.NAME_SIZE) {
      throw new IllegalArgumentException(
          "name of more than " + SifFormat.NAME_SIZE + " bytes: " + name);
    }
    if (name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("name with a NUL");
    }
    if (extra.length > SifFormat.EXTRA_SIZE) {
      throw new IllegalArgumentException("extra of " + extra.length + " bytes");
    }
    content = content.clone();
    extra = extra.clone();
  }

  public DataObject(DataType type, String name, byte[] content) {
    this(type, name, content, new byte[0]);
  }

  @Override
  public byte[] content() {
    return content.clone();
  }

  @Override
  public byte[] extra() {
    return extra.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DataObject object
        && type.equals(object.type)
        && name.equals(object.name)
        && Arrays.equals(content, object.content)
        && Arrays.equals(extra, object.extra);
  }

  @Override
  public int hashCode() {
    return name.hashCode() ^ Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return type.label() + " '" + name + "' of " + content.length + " bytes";
  }
}
