package io.longshore.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.longshore.oci.layer.Node;
import io.longshore.squashfs.Attributes;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a squashfs can hold of the attributes of a file in a layer.
 *
 * <p>Times it cannot hold (before 1970, after 2106) become the nearest it can; extended attributes
 * outside {@code user.}, {@code trusted.} and {@code security.}, which the format has no code for
 * (such as POSIX access lists), and values of more than 64 KiB are left out.
 */
public final class StorableAttributes {
  private static final List<String> STORABLE = List.of("user.", "trusted.", "security.");
  private static final int LONGEST_VALUE = 65536;
  private static final int LONGEST_NAME = 255;

  private StorableAttributes() {}

  /**
   * @param time in place of the node's own, in seconds since 1970
   */
  public static Attributes of(Node node, long time) {
    io.longshore.oci.layer.Attributes given = node.attributes();
    return new Attributes(
        given.permissions(),
        given.uid(),
        given.gid(),
        Math.clamp(time, 0L, Attributes.MAXIMUM),
        storable(given.extended().toMap()));
  }

  private static SortedMap<String, byte[]> storable(SortedMap<String, byte[]> all) {
    SortedMap<String, byte[]> some = new TreeMap<>(all);
    some.keySet().removeIf(name -> !isStorable(name));
    some.values().removeIf(value -> value.length > LONGEST_VALUE);
    return some;
  }

  private static boolean isStorable(String name) {
    return STORABLE.stream()
            .anyMatch(prefix -> name.startsWith(prefix) && name.length() > prefix.length())
        && name.indexOf('\0') < 0
        && name.getBytes(UTF_8).length <= LONGEST_NAME;
  }
}
