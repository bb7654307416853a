package io.longshore.image.compare;

import io.longshore.ground.Printable;
import io.longshore.squashfs.Attributes;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Compares mode, owner, time and extended attributes of a file on both sides. */
final class AttributeComparison {
  private static final int SHOWN_BYTES = 40;

  private AttributeComparison() {}

  static void compare(
      String path, Attributes first, Attributes second, Consumer<Difference> found) {
    if (first.equals(second)) {
      return;
    }
    add(path, "mode", mode(first), mode(second), found);
    add(path, "owner", owner(first), owner(second), found);
    add(path, "time", time(first.modificationTime()), time(second.modificationTime()), found);
    Set<String> names = new TreeSet<>(first.extendedAttributes().keySet());
    names.addAll(second.extendedAttributes().keySet());
    for (String name : names) {
      byte[] one = first.extendedAttributes().get(name);
      byte[] other = second.extendedAttributes().get(name);
      if (!Arrays.equals(one, other)) {
        found.accept(new Difference(path, "extended attribute " + name, value(one), value(other)));
      }
    }
  }

  private static void add(
      String path, String aspect, String first, String second, Consumer<Difference> found) {
    if (!first.equals(second)) {
      found.accept(new Difference(path, aspect, first, second));
    }
  }

  private static String mode(Attributes attributes) {
    return "%04o".formatted(attributes.permissions());
  }

  private static String owner(Attributes attributes) {
    return attributes.userId() + ":" + attributes.groupId();
  }

  static String time(long seconds) {
    return Instant.ofEpochSecond(seconds).toString();
  }

  private static String value(byte[] value) {
    if (value == null) {
      return Difference.ABSENT;
    }
    String text = Printable.bytes(Arrays.copyOf(value, Math.min(value.length, SHOWN_BYTES)));
    return "'"
        + text
        + "'"
        + (value.length > SHOWN_BYTES ? "... (" + value.length + " bytes)" : "");
  }
}
