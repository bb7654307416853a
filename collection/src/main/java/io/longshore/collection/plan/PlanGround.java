package io.longshore.collection.plan;

import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.git.object.RepositoryPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.Set;

/** What a plan is made from: a superdataset as committed, and what its images-oci holds. */
public interface PlanGround {
  /** The superdataset's. */
  Path root();

  /** The files of the superdataset that we could write, sorted. */
  SequencedCollection<RepositoryPath> paths();

  /** What one of {@link #paths} holds; the target of a symbolic link. */
  byte[] content(RepositoryPath path) throws IOException;

  /** The superdataset's. */
  DataladConfig configuration() throws IOException;

  /** Folders of layouts inside images-oci; empty if they cannot be known. */
  Optional<Set<String>> layouts();
}
