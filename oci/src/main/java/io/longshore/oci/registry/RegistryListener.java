package io.longshore.oci.registry;

import io.longshore.ground.FailureException;
import java.time.Duration;

/** Is told what registries say about limits. Called by several threads. */
public interface RegistryListener {
  RegistryListener NONE = new RegistryListener() {};

  /**
   * @param registry as in references, {@code docker.io}
   */
  default void budget(String registry, PullBudget budget) {}

  /** Nothing is asked of a registry for so long, as it said that it was asked too often. */
  default void paused(String registry, Duration duration) {}

  /** Manifests are not kept for later runs, because of where they would be. */
  default void cacheRefused(FailureException reason) {}

  /**
   * A mirror does not answer and is left out for a while.
   *
   * @param mirror its host
   */
  default void mirrorLeftOut(String mirror, FailureException reason, Duration duration) {}

  /** It is asked again. */
  default void resumed(String registry) {}
}
