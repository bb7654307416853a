package io.longshore.ground.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** User ids as this process sees them. */
final class Owner {
  private static final int ROOT = 0;
  private static final Path SELF = Path.of("/proc/self");
  private static final Path NUMBERS = Path.of("/proc/self/uid_map");
  private static final Path NOBODY = Path.of("/proc/sys/kernel/overflowuid");
  private static final String ALL_NUMBERS = "0 0 4294967295";

  private Owner() {}

  /** The user id of this process. */
  static int self() throws IOException {
    return (Integer) Files.getAttribute(SELF, "unix:uid");
  }

  static boolean isOursOrRoots(int owner) throws IOException {
    return owner == ROOT || owner == self() || isOutside(owner);
  }

  /**
   * Whether {@code owner} is the id that the kernel shows for users without an id in this user
   * namespace. In a container that an ordinary user has started, the system's root is one of these
   * users. Other users of the container are not among them.
   *
   * @see <a href="https://man7.org/linux/man-pages/man7/user_namespaces.7.html">user_namespaces(7)
   *     </a>
   */
  private static boolean isOutside(int owner) throws IOException {
    if (!Files.exists(NUMBERS)) {
      return false;
    }
    String numbers = Files.readString(NUMBERS).strip().replaceAll("\\s+", " ");
    return !numbers.equals(ALL_NUMBERS)
        && Files.exists(NOBODY)
        && owner == Integer.parseInt(Files.readString(NOBODY).strip());
  }
}
