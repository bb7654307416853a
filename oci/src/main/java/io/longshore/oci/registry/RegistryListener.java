package io.longshore.oci.registry;

import io.longshore.ground.FailureException;
import java.time.Duration;

/**
 * Receives events of registries: limits, and mirrors that do not answer. Called by several threads.
 */
public interface RegistryListener {
  RegistryListener NONE = new RegistryListener() {};

  /**
   * @param registry the name in references, such as {@code docker.io}
   */
  default void budget(String registry, PullBudget budget) {}

  /** A registry is not asked for {@code duration}, because its rate limit is reached. */
  default void paused(String registry, Duration duration) {}

  /** Manifests are not kept for later runs, because their folder is not private. */
  default void cacheRefused(FailureException reason) {}

  /**
   * A mirror does not answer and is left out for a while.
   *
   * @param mirror its host
   */
  default void mirrorLeftOut(String mirror, FailureException reason, Duration duration) {}

  /** A registry is asked again. */
  default void resumed(String registry) {}
}
