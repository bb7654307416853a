package io.longshore.collection.verify.report;

/** Receives the progress of a verification, on the verifying thread or one of its helpers. */
public interface VerificationListener {
  VerificationListener NONE = new VerificationListener() {};

  /**
   * A check that takes a while has looked at one more thing.
   *
   * @param check name of the check
   */
  default void progress(String check, int done, int total) {}

  /** A check has ended. */
  default void checked(CheckResult result) {}
}
