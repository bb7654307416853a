package io.longshore.migrate.collection;

import io.longshore.dataset.DatasetCompletion;
import io.longshore.dataset.MergeAttributes;
import io.longshore.dataset.SeedFile;
import io.longshore.dataset.git.EntryMode;
import io.longshore.dataset.git.RepositoryPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The scripts of the published workflow that go into datasets. */
public final class DatasetScripts {
  public static final RepositoryPath OCI_CMD = RepositoryPath.of("scripts/oci_cmd");
  public static final RepositoryPath MIGRATE_TO_OCI = RepositoryPath.of("scripts/migrate_to_oci");

  public static final RepositoryPath SINGULARITY_CMD = RepositoryPath.of("scripts/singularity_cmd");

  /** How a layout that images-oci registers is called. */
  public static final String LAYOUT_CALL_FORMAT = "{img_dspath}/scripts/oci_cmd run {img} {cmd}";

  private DatasetScripts() {}

  /** What images-oci needs for its registrations. */
  public static List<SeedFile> ofImagesOci() {
    return List.of(script(OCI_CMD));
  }

  /**
   * What the superdataset needs beside images-oci. A {@code singularity_cmd} of the collection's
   * own stays.
   */
  public static DatasetCompletion inSuperdataset(DatasetCompletion dataset) throws IOException {
    return dataset
        .lines(MergeAttributes.PATH, MergeAttributes.lines())
        .file(script(OCI_CMD))
        .file(script(MIGRATE_TO_OCI))
        .fileUnlessPresent(script(SINGULARITY_CMD));
  }

  private static SeedFile script(RepositoryPath path) {
    return new SeedFile(path, EntryMode.EXECUTABLE, read(path.fileName()));
  }

  private static byte[] read(String name) {
    try (InputStream script = DatasetScripts.class.getResourceAsStream("/scripts/" + name)) {
      return script.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
