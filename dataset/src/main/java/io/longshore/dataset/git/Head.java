package io.longshore.dataset.git;

import io.longshore.dataset.git.object.ObjectId;
import java.util.Optional;

/**
 * Where a repository's HEAD points.
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

  /** The branch as users type it. */
  public String shortName() {
    return branch.substring(RefName.BRANCHES.length());
  }
}
