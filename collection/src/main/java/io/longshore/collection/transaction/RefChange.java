package io.longshore.collection.transaction;

import io.longshore.dataset.git.Head;
import io.longshore.dataset.git.RefName;
import io.longshore.dataset.git.object.ObjectId;

/**
 * One branch about to move.
 *
 * @param ref full name, as {@code refs/heads/master}
 * @param oldCommit object id in hexadecimal
 * @param newCommit object id in hexadecimal
 */
public record RefChange(String ref, String oldCommit, String newCommit) {
  /**
   * @throws IllegalArgumentException if {@code ref} is no branch that git could have, or what it
   *     moves between no object ids
   */
  public RefChange {
    if (!RefName.isBranch(ref)) {
      throw new IllegalArgumentException("not a branch: " + ref);
    }
    new ObjectId(oldCommit);
    new ObjectId(newCommit);
  }

  /** From where {@code head} is, which must have a commit. */
  public static RefChange of(Head head, ObjectId to) {
    return new RefChange(head.branch(), head.commit().orElseThrow().hex(), to.hex());
  }

  public ObjectId from() {
    return new ObjectId(oldCommit);
  }

  public ObjectId to() {
    return new ObjectId(newCommit);
  }
}
