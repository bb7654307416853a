package io.longshore.collection;

import io.longshore.dataset.DatasetCompletion;
import io.longshore.dataset.LayoutAttributes;
import io.longshore.dataset.MergeAttributes;
import io.longshore.dataset.Registration;
import io.longshore.dataset.SeedFile;
import io.longshore.dataset.git.object.EntryMode;
import io.longshore.dataset.git.object.RepositoryPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The scripts of the published workflow that Longshore copies into datasets. */
public final class DatasetScripts {
  public static final RepositoryPath OCI_CMD = RepositoryPath.of("scripts/oci_cmd");
  public static final RepositoryPath MIGRATE_TO_OCI = RepositoryPath.of("scripts/migrate_to_oci");

  public static final RepositoryPath SINGULARITY_CMD = RepositoryPath.of("scripts/singularity_cmd");

  // This file is in the folder of the scripts, so that the collection's own attribute files stay
  // unchanged.
  private static final RepositoryPath ATTRIBUTES = RepositoryPath.of("scripts/.gitattributes");

  private static final String ATTRIBUTES_TEXT =
      """
      %1$s annex.largefiles=nothing %3$s
      %2$s annex.largefiles=nothing %3$s
      """
          .formatted(OCI_CMD.fileName(), MIGRATE_TO_OCI.fileName(), LayoutAttributes.AS_COMMITTED);

  /** The call format of the layouts that images-oci registers. */
  public static final String LAYOUT_CALL_FORMAT = "{img_dspath}/scripts/oci_cmd run {img} {cmd}";

  private DatasetScripts() {}

  /** The files that the registrations of images-oci need. */
  public static List<SeedFile> ofImagesOci() {
    return List.of(script(OCI_CMD));
  }

  /**
   * Adds the scripts that the superdataset lacks. The collection's own {@code singularity_cmd}
   * stays.
   */
  public static DatasetCompletion inSuperdataset(DatasetCompletion dataset) throws IOException {
    return runRecordsIn(dataset)
        .lines(MergeAttributes.PATH, MergeAttributes.lines())
        .script(script(MIGRATE_TO_OCI))
        .fileUnlessPresent(script(SINGULARITY_CMD));
  }

  /**
   * Adds the missing scripts that registrations or run records of the superdataset call. A
   * maintainer may have removed the others on purpose.
   *
   * @param registrations the registrations of the superdataset
   */
  public static DatasetCompletion reliedOn(
      DatasetCompletion dataset, List<Registration> registrations) throws IOException {
    runRecordsIn(dataset);
    return registrations.stream().anyMatch(DatasetScripts::callsSingularityCmd)
        ? dataset.fileUnlessPresent(script(SINGULARITY_CMD))
        : dataset;
  }

  private static DatasetCompletion runRecordsIn(DatasetCompletion dataset) throws IOException {
    return dataset.lines(ATTRIBUTES, ATTRIBUTES_TEXT).script(script(OCI_CMD));
  }

  private static boolean callsSingularityCmd(Registration registration) {
    return registration
        .setting("cmdexec")
        .filter(call -> call.contains("{img_dspath}/" + SINGULARITY_CMD + " "))
        .isPresent();
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
