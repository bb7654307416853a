package io.longshore.dataset;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.ObjectId;

/** What stands at the place of a subdataset. */
public sealed interface SubdatasetState {
  /** Nothing, or an empty folder. */
  record Absent() implements SubdatasetState {}

  /** The superdataset names a commit of it, but its files are not in this clone. */
  record NotInstalled(ObjectId commit) implements SubdatasetState {}

  /** A repository the superdataset does not know (yet): left by an interrupted creation, say. */
  record NotRegistered(GitRepository repository) implements SubdatasetState {}

  /** Present, and known to the superdataset at {@code commit}. */
  record Installed(GitRepository repository, ObjectId commit) implements SubdatasetState {}
}
