package io.longshore.collection.migrate;

import io.longshore.collection.migrate.predecessor.Verdict;
import io.longshore.ground.FailureException;
import java.time.Instant;
import java.util.List;

/** What happens during a migration, for whoever shows it. */
public sealed interface MigrationEvent {

  /** All recipes are read; work begins. */
  record Planned(int eligible, int notEligible) implements MigrationEvent {}

  /**
   * A recipe is left as it is.
   *
   * @param named whether the user asked for this very recipe
   */
  record NotEligible(String recipe, String reason, boolean named) implements MigrationEvent {}

  /** A recipe the user named is gone because its image is on the OCI workflow. */
  record AlreadyMigrated(String recipe, String sif) implements MigrationEvent {}

  /**
   * In a dry run: what migration would do to an image.
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
   * @param seconds spent on fetching and building it
   * @param publishSeconds in which no other image could be published
   * @param registrations those re-pointed
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
   * The reference names an image that was created after the old one had been added: the tag has
   * moved.
   *
   * @param added when the old image was
   */
  record TagMoved(String recipe, String reference, String oldImage, Instant created, Instant added)
      implements MigrationEvent {}

  /** An image was compared with the old one, or could not be; either stops nothing. */
  record ComparedWithOld(String recipe, String oldImage, Verdict verdict)
      implements MigrationEvent {}

  /**
   * Metadata of old images were given to the one that takes their place.
   *
   * @param fields in the form FIELD=VALUE
   * @param restrictedLayers how many layers got the distribution restrictions among them
   */
  record MetadataPassed(
      String sif, List<String> oldImages, List<String> fields, int restrictedLayers)
      implements MigrationEvent {}

  /** An image failed; the dataset is as it was before it. */
  record Failed(String recipe, FailureException reason) implements MigrationEvent {}

  /** An image was ready, or not begun, when an earlier one failed or the run was to end. */
  record Withheld(String recipe) implements MigrationEvent {}

  /** Something a maintainer should know that stops nothing. */
  record Warning(String subject, String text) implements MigrationEvent {}
}
