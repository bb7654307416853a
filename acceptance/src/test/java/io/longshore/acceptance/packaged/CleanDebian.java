package io.longshore.acceptance.packaged;

import io.longshore.acceptance.collection.Program;
import io.longshore.acceptance.collection.Shell;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A clean Debian in which a package can be installed: what is written to it is gone afterwards.
 *
 * @param release 11, 12 or 13
 */
record CleanDebian(int release) {
  /** Arguments: the tree, a folder that is shown as /mnt/work, what to run there as root. */
  private static final String ENTER =
      """
      tree=$1 work=$2 script=$3
      cd "$work"
      mount -t tmpfs -o mode=0755 tmpfs "$tree/mnt"
      mkdir "$tree/mnt/upper" "$tree/mnt/aside" "$tree/mnt/root"
      mount -t overlay -o "lowerdir=$tree,upperdir=$tree/mnt/upper,workdir=$tree/mnt/aside" \
        overlay "$tree/mnt/root"
      root=$tree/mnt/root
      mkdir -p "$root/mnt/work"
      mount --bind "$work" "$root/mnt/work"
      mount -t proc proc "$root/proc"
      mount --bind /dev "$root/dev"
      exec chroot "$root" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin \
        DEBIAN_FRONTEND=noninteractive sh -euc "cd /mnt/work; $script"
      """;

  static final String PACKAGE = "longshore.deb";
  static final String LAYOUT = "image.oci";

  /** Lists all files but those that dpkg and man keep for themselves. */
  private static final String LIST =
      "find / -xdev -path /var/lib/dpkg -prune -o -path /var/log -prune -o -path /var/cache/man"
          + " -prune -o -path /mnt -prune -o -path /root/.cache -prune -o -path /tmp -prune"
          + " -o -print | sort";

  private static final String USED =
      "test \"$(longshore --version)\" = \"$(/usr/lib/longshore/bin/longshore --version)\";"
          + " longshore build built.sif image.oci; mv /usr/lib/longshore /opt/moved;"
          + " /opt/moved/bin/longshore build built-elsewhere.sif image.oci;"
          + " mv /opt/moved /usr/lib/longshore;"
          + " bash -euc '. /usr/share/bash-completion/completions/longshore; complete -p longshore';";

  private static final String PURGED =
      " dpkg --purge longshore >dpkg.log; " + LIST + " >after; diff before after >left || true";

  private static final String INSTALLED_ALONE =
      LIST + " >before; dpkg --force-depends --install longshore.deb >dpkg.log; " + USED + PURGED;

  private static final String INSTALLED =
      LIST
          + " >before; dpkg --install longshore.deb >dpkg.log; "
          + USED
          + " man longshore-migrate | cat >manual; longshore demo >demo 2>&1;"
          + PURGED;

  /**
   * Installs {@link #PACKAGE}, builds SIFs of {@link #LAYOUT}, also from a folder that the program
   * was moved to, and purges the package.
   *
   * @param work what is used lies here; afterwards also the SIFs, and in {@code left} what differs
   *     from before the installation; where what the package depends on is there, {@code manual}
   *     and {@code demo} too
   */
  Shell.Result tryPackage(Path work) {
    return run(work, release == 11 ? INSTALLED_ALONE : INSTALLED);
  }

  private Shell.Result run(Path work, String script) {
    return Shell.in(work)
        .attempt(
            "unshare",
            "--mount",
            "--propagation",
            "private",
            "sh",
            "-euc",
            ENTER,
            "sh",
            tree().toString(),
            work.toString(),
            script);
  }

  private Path tree() {
    String variable = "LONGSHORE_DEBIAN_" + release + "_TREE";
    String named = System.getenv(variable);
    if (named == null || !Files.isExecutable(Path.of(named, "bin/sh"))) {
      throw new AssertionError(
          variable
              + " names no Debian "
              + release
              + ": "
              + Program.checkout().resolve("dev/install-debian")
              + " "
              + release
              + " makes one, dev/test names it");
    }
    return Path.of(named);
  }
}
