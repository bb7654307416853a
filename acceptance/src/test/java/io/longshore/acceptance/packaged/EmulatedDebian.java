package io.longshore.acceptance.packaged;

import io.longshore.acceptance.collection.Program;
import io.longshore.acceptance.collection.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Debian 13 for 64-bit ARM, whose programs qemu runs. The kernel is told so in a user namespace
 * alone, which takes Linux 6.7 or later; the machine's own settings stay.
 *
 * @param tree where it is unpacked
 */
record EmulatedDebian(Path tree) {
  static final String PROGRAM = "/mnt/programs/bin/longshore";

  /**
   * Arguments: the tree, what is shown as programs and as work, a command. What begins as programs
   * for this processor do is given to qemu, which was opened before the tree was entered ({@code
   * F}).
   */
  private static final String ENTER =
      """
      tree=$1 programs=$2 work=$3
      shift 3
      mount -t binfmt_misc none /proc/sys/fs/binfmt_misc
      printf '%s' ':aarch64:M::\\x7fELF\\x02\\x01\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x02\\x00\\xb7\\x00'\
      ':\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\x00\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xfe\\xff\\xff\\xff'\
      ":$(command -v qemu-aarch64-static):F" >/proc/sys/fs/binfmt_misc/register
      mount -t tmpfs -o mode=0755 tmpfs "$tree/mnt"
      mkdir "$tree/mnt/programs" "$tree/mnt/work" "$tree/mnt/home"
      mount --bind "$programs" "$tree/mnt/programs"
      mount --bind "$work" "$tree/mnt/work"
      mount --rbind /dev "$tree/dev"
      mount -t proc proc "$tree/proc"
      exec chroot "$tree" env -i HOME=/mnt/home PATH=/usr/bin:/bin \
        sh -c 'cd /mnt/work; exec "$@"' sh "$@"
      """;

  static EmulatedDebian named() {
    String variable = "LONGSHORE_DEBIAN_13_ARM64_TREE";
    String named = System.getenv(variable);
    if (named == null || !Files.exists(Path.of(named, "bin/sh"))) {
      throw new AssertionError(
          variable
              + " names no Debian 13 for 64-bit ARM: "
              + Program.checkout().resolve("dev/install-debian")
              + " 13-arm64 makes one, dev/test --long names it");
    }
    return new EmulatedDebian(Path.of(named));
  }

  /** The modules of its JDK. */
  Path jmods() throws IOException {
    try (var folders = Files.newDirectoryStream(tree.resolve("usr/lib/jvm"))) {
      return folders.iterator().next().resolve("jmods");
    }
  }

  Path isal() {
    return tree.resolve("usr/lib/aarch64-linux-gnu/libisal.so.2");
  }

  Shell.Result run(Path programs, Path work, String... command) {
    List<String> words =
        new ArrayList<>(
            List.of("unshare", "--map-root-user", "--mount", "--pid", "--fork", "--kill-child"));
    words.addAll(List.of("sh", "-euc", ENTER, "sh"));
    words.addAll(List.of(tree.toString(), programs.toString(), work.toString()));
    words.addAll(List.of(command));
    return Shell.in(work).attempt(words.toArray(String[]::new));
  }
}
