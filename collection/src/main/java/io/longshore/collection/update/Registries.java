package io.longshore.collection.update;

import io.longshore.ground.Digest;
import io.longshore.oci.Reference;
import io.longshore.oci.Repository;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.TagList;
import java.io.IOException;

/** The questions to registries that show what is new. Safe for several threads. */
public interface Registries {
  TagList tags(Repository repository) throws IOException;

  /** The digest of the manifest or index that a reference means today. */
  Digest digestOf(Reference reference) throws IOException;

  static Registries of(RegistryClient client) {
    return new Registries() {
      @Override
      public TagList tags(Repository repository) throws IOException {
        return client.tags(repository);
      }

      @Override
      public Digest digestOf(Reference reference) throws IOException {
        return client.digestOf(reference);
      }
    };
  }
}
