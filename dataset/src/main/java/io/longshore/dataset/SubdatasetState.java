package io.longshore.dataset;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.ObjectId;

/** What is at the path of a subdataset. */
public sealed interface SubdatasetState {
  /** Nothing, or an empty folder. */
  record Absent() implements SubdatasetState {}

  /** The superdataset names a commit of it, but its files are not in this clone. */
  record NotInstalled(ObjectId commit) implements SubdatasetState {}

  /** A repository without an entry in the superdataset, as an interrupted creation leaves it. */
  record NotRegistered(GitRepository repository) implements SubdatasetState {}

  /** A repository that the superdataset names at {@code commit}. */
  record Installed(GitRepository repository, ObjectId commit) implements SubdatasetState {}
}
