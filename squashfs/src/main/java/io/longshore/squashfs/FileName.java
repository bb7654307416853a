package io.longshore.squashfs;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Rules for names of directory entries, which are bytes and not characters. */
final class FileName {
  static final int LONGEST = 256;

  private FileName() {}

  /** What is wrong with {@code name}, or an empty string. */
  static String defect(byte[] name) {
    if (name.length < 1 || name.length > LONGEST) {
      return "has " + name.length + " bytes; 1 to 256 are possible";
    }
    for (byte b : name) {
      if (b == 0 || b == '/') {
        return b == 0 ? "has a NUL byte" : "has a slash";
      }
    }
    boolean dots = name[0] == '.' && (name.length == 1 || (name.length == 2 && name[1] == '.'));
    return dots ? "is reserved" : "";
  }

  /** In quotes, with {@code \x} and its code for each character that a terminal would obey. */
  static String display(byte[] name) {
    StringBuilder text = new StringBuilder("'");
    for (int c : new String(name, UTF_8).codePoints().toArray()) {
      if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
        text.append("\\x%02x".formatted(c));
      } else {
        text.appendCodePoint(c);
      }
    }
    return text.append("'").toString();
  }
}
