package io.longshore.cli.doctor;

import io.longshore.ground.FailureException;
import java.io.IOException;
import java.util.List;

/** Checks one thing that Longshore depends on. Leaves no changes behind. */
public interface HealthCheck {
  /** The name of the check, short and stable, for people and programs. */
  String name();

  /**
   * @return at least one diagnosis
   * @throws FailureException becomes the only diagnosis, of level PROBLEM
   */
  List<Diagnosis> examine() throws IOException;
}
