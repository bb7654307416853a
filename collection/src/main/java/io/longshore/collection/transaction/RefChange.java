package io.longshore.collection.transaction;

import io.longshore.dataset.git.Head;
import io.longshore.dataset.git.RefName;
import io.longshore.dataset.git.object.ObjectId;

/**
 * The move of a branch.
 *
 * @param ref full name, such as {@code refs/heads/master}
 * @param oldCommit object id in hexadecimal
 * @param newCommit object id in hexadecimal
 */
public record RefChange(String ref, String oldCommit, String newCommit) {
  /**
   * @throws IllegalArgumentException if {@code ref} is not the name of a branch that git allows, or
   *     a commit is not an object id
   */
  public RefChange {
    if (!RefName.isBranch(ref)) {
      throw new IllegalArgumentException("not a branch: " + ref);
    }
    new ObjectId(oldCommit);
    new ObjectId(newCommit);
  }

  /** The move of the branch at {@code head}, which must have a commit, to {@code to}. */
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
