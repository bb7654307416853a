package io.longshore.collection.rules.source;

import io.longshore.oci.Repository;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.hub.DockerHub;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/**
 * Reads lists on the web as registries are read: with the same proxies, certificates and time
 * limits.
 */
public final class HttpLists implements WebLists {
  private final RegistryClient client;
  private final DockerHub hub;

  public HttpLists(RegistryClient client) {
    this(client, DockerHub.ADDRESS);
  }

  /**
   * @param hub the address of Docker Hub's own interface
   */
  public HttpLists(RegistryClient client, URI hub) {
    this.client = client;
    this.hub = new DockerHub(hub, client::document);
  }

  @Override
  public byte[] read(URI address) throws IOException {
    return client.document(address);
  }

  @Override
  public List<Repository> repositories(String namespace) throws IOException {
    return hub.repositories(namespace);
  }
}
