package io.longshore.dataset.git;

import io.longshore.dataset.git.object.ObjectId;
import java.util.Optional;

/**
 * The branch and the commit at HEAD of a repository.
 *
 * @param branch a full ref name such as {@code refs/heads/master}
 * @param commit empty while the branch has no commit
 */
public record Head(String branch, Optional<ObjectId> commit) {
  public Head {
    if (!branch.startsWith(RefName.BRANCHES)) {
      throw new IllegalArgumentException("not a branch: " + branch);
    }
  }

  /** The branch in the form that users type. */
  public String shortName() {
    return branch.substring(RefName.BRANCHES.length());
  }
}
