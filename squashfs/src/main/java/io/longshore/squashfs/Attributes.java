package io.longshore.squashfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Owner, mode, time and extended attributes of an inode.
 *
 * @param permissions mode bits without the file type, 0 to 07777
 * @param userId 0 to 2^32-1; an image has room for 65535 different user and group ids together
 * @param groupId 0 to 2^32-1
 * @param modificationTime seconds since 1970-01-01T00:00:00Z, 0 to 2^32-1 (year 2106)
 * @param extendedAttributes values of at most 65536 bytes, not to be changed afterwards, by full
 *     name ({@code user.}, {@code trusted.} or {@code security.} and at least one more byte, at
 *     most 255 bytes in all)
 */
public record Attributes(
    int permissions,
    long userId,
    long groupId,
    long modificationTime,
    SortedMap<String, byte[]> extendedAttributes) {

  /** The largest value of ids and times. */
  public static final long MAXIMUM = 0xffff_ffffL;

  static final int LONGEST_EXTENDED_ATTRIBUTE_VALUE = 65536;
  static final int LONGEST_EXTENDED_ATTRIBUTE_NAME = 255;

  /** In the order of their codes on disk. */
  static final List<String> NAME_PREFIXES = List.of("user.", "trusted.", "security.");

  private static final SortedMap<String, byte[]> NONE =
      Collections.unmodifiableSortedMap(new TreeMap<>());

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public Attributes {
    if ((permissions & ~07777) != 0) {
      throw new IllegalArgumentException(
          "permissions must be 0 to 07777, not 0" + Integer.toOctalString(permissions));
    }
    requireUnsigned32(userId, "user id");
    requireUnsigned32(groupId, "group id");
    requireUnsigned32(modificationTime, "modification time");
    if (extendedAttributes.isEmpty()) {
      extendedAttributes = NONE;
    } else {
      extendedAttributes.forEach(Attributes::requireStorable);
      extendedAttributes = Collections.unmodifiableSortedMap(new TreeMap<>(extendedAttributes));
    }
  }

  public Attributes(int permissions, long userId, long groupId, long modificationTime) {
    this(permissions, userId, groupId, modificationTime, NONE);
  }

  static void requireUnsigned32(long value, String what) {
    if (value < 0 || value > MAXIMUM) {
      throw new IllegalArgumentException(what + " must be 0 to 4294967295, not " + value);
    }
  }

  private static void requireStorable(String name, byte[] value) {
    boolean known =
        NAME_PREFIXES.stream().anyMatch(p -> name.startsWith(p) && name.length() > p.length());
    if (!known || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "SquashFS stores extended attributes user.*, trusted.* and security.*, not '"
              + name
              + "'");
    }
    if (name.getBytes(UTF_8).length > LONGEST_EXTENDED_ATTRIBUTE_NAME) {
      throw new IllegalArgumentException(
          "the name of an extended attribute has at most 255 bytes: '" + name + "'");
    }
    if (value.length > LONGEST_EXTENDED_ATTRIBUTE_VALUE) {
      throw new IllegalArgumentException(
          "the extended attribute '"
              + name
              + "' has "
              + value.length
              + " bytes; at most 65536 are possible");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Attributes that
        && permissions == that.permissions
        && userId == that.userId
        && groupId == that.groupId
        && modificationTime == that.modificationTime
        && sameContent(extendedAttributes, that.extendedAttributes);
  }

  @Override
  public int hashCode() {
    int hash = Long.hashCode(permissions + 31 * (userId + 31 * (groupId + 31 * modificationTime)));
    for (Map.Entry<String, byte[]> entry : extendedAttributes.entrySet()) {
      hash = 31 * hash + (entry.getKey().hashCode() ^ Arrays.hashCode(entry.getValue()));
    }
    return hash;
  }

  private static boolean sameContent(SortedMap<String, byte[]> a, SortedMap<String, byte[]> b) {
    return a.keySet().equals(b.keySet())
        && a.entrySet().stream().allMatch(e -> Arrays.equals(e.getValue(), b.get(e.getKey())));
  }
}
