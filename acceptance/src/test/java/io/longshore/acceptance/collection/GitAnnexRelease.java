package io.longshore.acceptance.collection;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A release of git-annex the tests run with; {@code dev/install-git-annex} provides them. */
public record GitAnnexRelease(String folder, String beginning) {
  // From then on a push waits until special remotes that enabled themselves are verified.
  private static final int VERIFIES_REMOTES = 20261026;

  /**
   * @param variable of the environment, which names its folder: {@code LONGSHORE_GIT_ANNEX_OLD},
   *     {@code _NEW} or {@code _NEWEST}
   */
  public static GitAnnexRelease named(String variable) {
    String folder = System.getenv(variable);
    assertNotNull(folder, variable + " is not set; dev/install-git-annex prints the folders");
    return new GitAnnexRelease(
        folder,
        switch (variable) {
          case "LONGSHORE_GIT_ANNEX_OLD" -> "10.2023";
          case "LONGSHORE_GIT_ANNEX_NEW" -> "10.2025";
          default -> "10.";
        });
  }

  /** The same shell, in which {@code git annex} is this release. */
  public Shell firstOnPath(Shell shell) {
    String path = shell.environment().getOrDefault("PATH", System.getenv("PATH"));
    Shell with = shell.with("PATH", folder + ":" + path);
    String version = with.run("git", "annex", "version", "--raw");
    assertTrue(version.startsWith(beginning), version);
    return with;
  }

  /** Whether the release that {@code shell} has refuses to push before remotes are verified. */
  public static boolean verifiesRemotes(Shell shell) {
    String[] version = shell.run("git", "annex", "version", "--raw").split("[.-]");
    return Integer.parseInt(version[1].strip()) >= VERIFIES_REMOTES;
  }
}
