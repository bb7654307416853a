package io.longshore.cli.doctor;

import io.longshore.ground.FailureException;
import java.io.IOException;
import java.util.List;

/** Looks at one thing Longshore depends on. Changes nothing that stays. */
public interface HealthCheck {
  /** Short and stable, for people and programs. */
  String name();

  /**
   * @return at least one
   * @throws FailureException what it says becomes the only diagnosis, a problem
   */
  List<Diagnosis> examine() throws IOException;
}
