package io.longshore.collection.rules.source;

import io.longshore.oci.Repository;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** The questions of the rules' sources to the web. */
public interface WebLists {
  /** The content at an address, limited in size. */
  byte[] read(URI address) throws IOException;

  /** The repositories of a namespace of Docker Hub. */
  List<Repository> repositories(String namespace) throws IOException;
}
