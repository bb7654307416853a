package io.longshore.collection.rules;

/** Which of the offered versions an update adds. */
public enum Take {
  /**
   * The newest version. Versions between the newest version and the versions in the collection are
   * reported but not added.
   */
  NEWEST,
  /** All versions. */
  ALL
}
