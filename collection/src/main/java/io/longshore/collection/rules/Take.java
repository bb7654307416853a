package io.longshore.collection.rules;

/** Which of the versions that can be had belong into a collection. */
public enum Take {
  /** The newest; those between it and the one that is there are told, not added. */
  NEWEST,
  /** All. */
  ALL
}
