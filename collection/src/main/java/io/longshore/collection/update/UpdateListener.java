package io.longshore.collection.update;

import io.longshore.collection.plan.NewVersion;
import io.longshore.collection.publish.PipelineListener;
import io.longshore.ground.FailureException;
import java.time.Instant;
import java.util.List;

/** Is told how an update goes. Called by one thread, but for warnings and {@link #begun}. */
public interface UpdateListener extends PipelineListener {
  /** What there is to do; before anything is fetched. */
  void surveyed(News news);

  /** Registrations point to images now that were here already. */
  void registered(List<NewRegistration> registrations);

  /**
   * Images are going to be added.
   *
   * @param left how many more there are, beyond the limit
   */
  void planned(int images, int left);

  void begun(NewVersion version);

  void added(AppliedVersion applied);

  void failed(NewVersion version, FailureException reason);

  /** A version is older than what is asked for. */
  void tooOld(NewVersion version, Instant created);
}
