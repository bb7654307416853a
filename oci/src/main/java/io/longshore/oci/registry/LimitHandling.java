package io.longshore.oci.registry;

/** What is done when a registry was asked too often, and wants us to wait long. */
public enum LimitHandling {
  /** What was asked for fails, and nothing is asked of the registry until the time has passed. */
  GIVE_UP,
  /** Whoever asks waits until the registry answers again. */
  WAIT
}
