package io.longshore.collection.plan;

import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.git.object.RepositoryPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.Set;

/** The input of a plan: the committed superdataset and the layouts of its images-oci. */
public interface PlanGround {
  /** The root folder of the superdataset. */
  Path root();

  /** The files of the superdataset whose paths {@link RepositoryPath} allows, sorted. */
  SequencedCollection<RepositoryPath> paths();

  /** The content of one of {@link #paths}; for a symbolic link its target. */
  byte[] content(RepositoryPath path) throws IOException;

  /** The DataLad configuration of the superdataset. */
  DataladConfig configuration() throws IOException;

  /** The folders of the layouts, relative to images-oci; empty if images-oci cannot be read. */
  Optional<Set<String>> layouts();
}
