package io.longshore.collection.rules.source;

import io.longshore.oci.Repository;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** What sources ask of the web. */
public interface WebLists {
  /** What stands at an address, bounded in size. */
  byte[] read(URI address) throws IOException;

  /** The repositories of a namespace of Docker Hub. */
  List<Repository> repositories(String namespace) throws IOException;
}
