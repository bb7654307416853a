package io.longshore.collection.update;

import io.longshore.collection.plan.NewVersion;
import io.longshore.collection.publish.PipelineListener;
import io.longshore.ground.FailureException;
import java.time.Instant;
import java.util.List;

/**
 * Receives the events of an update. Warnings and {@link #begun} come from several threads, all
 * other events from one thread.
 */
public interface UpdateListener extends PipelineListener {
  /** The registries have been asked. Nothing has been fetched yet. */
  void surveyed(News news);

  /** Registrations were pointed to images that the collection already had. */
  void registered(List<NewRegistration> registrations);

  /**
   * Images are about to be added.
   *
   * @param left how many more images are to be added, beyond the limit of this run
   */
  void planned(int images, int left);

  void begun(NewVersion version);

  void added(AppliedVersion applied);

  void failed(NewVersion version, FailureException reason);

  /** A version was left out because its image was made before the time that the user asked for. */
  void tooOld(NewVersion version, Instant created);
}
