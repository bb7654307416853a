package io.longshore.collection.migrate;

import io.longshore.collection.migrate.predecessor.Verdict;
import io.longshore.ground.FailureException;
import java.time.Instant;
import java.util.List;

/** An event of a migration, to be shown to the user. */
public sealed interface MigrationEvent {

  /** All recipes are read and the work begins. */
  record Planned(int eligible, int notEligible) implements MigrationEvent {}

  /**
   * A recipe is left unchanged.
   *
   * @param named whether the user named this recipe
   */
  record NotEligible(String recipe, String reason, boolean named) implements MigrationEvent {}

  /** A recipe the user named is gone because its image is on the OCI workflow. */
  record AlreadyMigrated(String recipe, String sif) implements MigrationEvent {}

  /**
   * In a dry run: the changes that the migration of an image would make.
   *
   * @param layerBytes size of the compressed layers
   */
  record WouldMigrate(
      String recipe,
      String reference,
      String manifestDigest,
      int layers,
      long layerBytes,
      String layout,
      String sif,
      List<String> registrations)
      implements MigrationEvent {}

  /** An image is being fetched and built. */
  record Staging(String recipe, String reference) implements MigrationEvent {}

  /**
   * An image is on the OCI workflow now.
   *
   * @param layerBytes size of the compressed layers
   * @param sifBytes size of the SIF
   * @param seconds spent on fetching and building
   * @param publishSeconds spent on publishing, when no other image could be published
   * @param registrations names of the registrations that point to the SIF now
   */
  record Migrated(
      String recipe,
      String layout,
      String sif,
      String manifestDigest,
      long layerBytes,
      long sifBytes,
      double seconds,
      double publishSeconds,
      List<String> registrations)
      implements MigrationEvent {}

  /**
   * The tag has moved: the reference names an image that was created after the old image had been
   * added to the dataset.
   *
   * @param added the time at which the old image was added
   */
  record TagMoved(String recipe, String reference, String oldImage, Instant created, Instant added)
      implements MigrationEvent {}

  /**
   * An image was compared with the old image, or could not be compared. The migration goes on in
   * both cases.
   */
  record ComparedWithOld(String recipe, String oldImage, Verdict verdict)
      implements MigrationEvent {}

  /**
   * The metadata of old images were copied to the image that replaces them.
   *
   * @param fields in the form FIELD=VALUE
   * @param restrictedLayers how many layers got the distribution restrictions among them
   */
  record MetadataPassed(
      String sif, List<String> oldImages, List<String> fields, int restrictedLayers)
      implements MigrationEvent {}

  /** An image failed; the dataset is as it was before this image. */
  record Failed(String recipe, FailureException reason) implements MigrationEvent {}

  /**
   * An image was not published, or not begun, because an earlier image failed or the run was asked
   * to end.
   */
  record Withheld(String recipe) implements MigrationEvent {}

  /** A warning for the maintainer. The migration goes on. */
  record Warning(String subject, String text) implements MigrationEvent {}
}
