package io.longshore.migrate.collection;

import io.longshore.dataset.git.RepositoryPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The scripts of the published workflow that go into datasets. */
public final class DatasetScripts {
  public static final RepositoryPath OCI_CMD = RepositoryPath.of("scripts/oci_cmd");
  public static final RepositoryPath MIGRATE_TO_OCI = RepositoryPath.of("scripts/migrate_to_oci");

  private DatasetScripts() {}

  public static byte[] ociCommand() {
    return read("oci_cmd");
  }

  public static byte[] migrateToOci() {
    return read("migrate_to_oci");
  }

  private static byte[] read(String name) {
    try (InputStream script = DatasetScripts.class.getResourceAsStream("/scripts/" + name)) {
      return script.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
