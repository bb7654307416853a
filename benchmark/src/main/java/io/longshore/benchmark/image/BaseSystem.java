package io.longshore.benchmark.image;

import java.util.List;

/** The packages with which every Debian image begins. */
final class BaseSystem {
  static final List<String> PACKAGES =
      List.of(
          "apt",
          "base-files",
          "base-passwd",
          "bash",
          "coreutils",
          "dash",
          "debianutils",
          "diffutils",
          "dpkg",
          "findutils",
          "grep",
          "gzip",
          "hostname",
          "libc-bin",
          "login",
          "mount",
          "ncurses-bin",
          "passwd",
          "perl-base",
          "sed",
          "tar",
          "tzdata",
          "util-linux");

  private BaseSystem() {}
}
