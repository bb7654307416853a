package io.longshore.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.longshore.oci.tree.DirectoryNode;
import io.longshore.oci.tree.FileNode;
import io.longshore.oci.tree.Node;
import io.longshore.squashfs.Attributes;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reduces the attributes of a file in a layer to those that a squashfs can store.
 *
 * <p>Times before 1970 or after 2106 become the nearest time in this range. Left out are extended
 * attributes outside {@code user.}, {@code trusted.} and {@code security.}, for which the format
 * has no code (such as POSIX access lists), values of more than 64 KiB, and {@code user.}
 * attributes of anything but files and directories, which no file system accepts.
 */
public final class StorableAttributes {
  private static final String USER = "user.";
  private static final List<String> STORABLE = List.of(USER, "trusted.", "security.");
  private static final int LONGEST_VALUE = 65536;
  private static final int LONGEST_NAME = 255;

  private StorableAttributes() {}

  /**
   * @param time in place of the node's own time, in seconds since 1970
   */
  public static Attributes of(Node node, long time) {
    io.longshore.oci.layer.entry.Attributes given = node.attributes();
    return new Attributes(
        given.permissions(),
        given.uid(),
        given.gid(),
        Math.clamp(time, 0L, Attributes.MAXIMUM),
        storable(given.extended().toMap(), node));
  }

  private static SortedMap<String, byte[]> storable(SortedMap<String, byte[]> all, Node node) {
    SortedMap<String, byte[]> some = new TreeMap<>(all);
    boolean takesUser = node instanceof FileNode || node instanceof DirectoryNode;
    some.keySet().removeIf(name -> !isStorable(name) || (!takesUser && name.startsWith(USER)));
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
