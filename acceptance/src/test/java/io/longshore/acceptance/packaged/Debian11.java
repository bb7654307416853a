package io.longshore.acceptance.packaged;

import io.longshore.acceptance.collection.Program;
import io.longshore.acceptance.collection.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A clean Debian 11 as an ordinary user of a cluster finds it: no Java, glibc 2.31, programs that
 * can only be read, a home that can only be read, and a {@code /tmp} that nothing can be run from.
 * Its network is this machine's.
 *
 * @param programs what its user finds in {@link #PROGRAMS}
 * @param work what its user finds in {@link #WORK}, may write to, and works in
 */
record Debian11(Path programs, Path work) {
  static final String PROGRAMS = "/mnt/programs for all";
  static final String WORK = "/mnt/work";

  private static final int USER = 1000;

  /** Arguments: the tree, what to show as programs, as work, folders to mount noexec; a command. */
  private static final String ENTER =
      """
      tree=$1 programs=$2 work=$3 noexec=$4
      shift 4
      mount -t tmpfs -o mode=0755 tmpfs "$tree/mnt"
      mkdir "$tree/mnt/programs for all" "$tree/mnt/home" "$tree/mnt/work"
      mount --bind "$programs" "$tree/mnt/programs for all"
      mount -o remount,bind,ro "$tree/mnt/programs for all"
      mount -t tmpfs -o ro tmpfs "$tree/mnt/home"
      mount --bind "$work" "$tree/mnt/work"
      for folder in $noexec; do
        mount -t tmpfs -o noexec,mode=1777 tmpfs "$tree/$folder"
      done
      mount -t proc proc "$tree/proc"
      exec chroot --userspec=1000:1000 "$tree" env -i HOME=/mnt/home PATH=/usr/bin:/bin \
        CONTAINERS_REGISTRIES_CONF=/mnt/work/registries.conf LONGSHORE_PLAIN_HTTP=127.0.0.1 \\
        sh -c 'cd /mnt/work; exec "$@"' sh "$@"
      """;

  /** A {@code work} that its user may write to. */
  static Debian11 with(Path programs, Path work) {
    Shell.in(work).run("chown", USER + ":" + USER, ".");
    return new Debian11(programs, work);
  }

  Shell.Result run(String... command) {
    return run(List.of("tmp"), command);
  }

  /**
   * @param noexec folders of the tree from which nothing can be run
   */
  Shell.Result run(List<String> noexec, String... command) {
    List<String> words =
        new ArrayList<>(
            List.of("unshare", "--mount", "--propagation", "private", "sh", "-euc", ENTER, "sh"));
    words.addAll(
        List.of(tree().toString(), programs.toString(), work.toString(), String.join(" ", noexec)));
    words.addAll(List.of(command));
    return Shell.in(work).attempt(words.toArray(String[]::new));
  }

  private static Path tree() {
    String named = System.getenv("LONGSHORE_DEBIAN_11_TREE");
    if (named == null || !Files.isExecutable(Path.of(named, "bin/sh"))) {
      throw new AssertionError(
          "LONGSHORE_DEBIAN_11_TREE names no Debian 11: "
              + Program.checkout().resolve("dev/install-debian")
              + " 11 makes one, dev/test names it");
    }
    return Path.of(named);
  }
}
