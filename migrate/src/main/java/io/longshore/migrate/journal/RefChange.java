package io.longshore.migrate.journal;

/**
 * One branch about to move.
 *
 * @param ref full name, as {@code refs/heads/master}
 * @param oldCommit object id in hexadecimal
 * @param newCommit object id in hexadecimal
 */
public record RefChange(String ref, String oldCommit, String newCommit) {

  /** The change that takes this one back. */
  public RefChange reversed() {
    return new RefChange(ref, /* oldCommit= */ newCommit, /* newCommit= */ oldCommit);
  }
}
