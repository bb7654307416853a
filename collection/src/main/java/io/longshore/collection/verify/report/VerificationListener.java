package io.longshore.collection.verify.report;

/** Told how a verification goes on, by the thread that verifies or by one of its helpers. */
public interface VerificationListener {
  VerificationListener NONE = new VerificationListener() {};

  /**
   * A check that takes a while has looked at one more thing.
   *
   * @param check its name
   */
  default void progress(String check, int done, int total) {}

  /** A check has ended. */
  default void checked(CheckResult result) {}
}
