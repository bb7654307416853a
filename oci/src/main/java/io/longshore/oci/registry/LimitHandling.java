package io.longshore.oci.registry;

/** The reaction to a registry whose rate limit is reached and that demands a long wait. */
public enum LimitHandling {
  /** The request fails, and the registry is not asked until the time has passed. */
  GIVE_UP,
  /** The request waits until the registry answers again. */
  WAIT
}
