package io.longshore.migrate;

import io.longshore.migrate.stage.WorkObserver;

/** Is told what happens. Called from several threads, never two at once for one image. */
@FunctionalInterface
public interface MigrationListener {
  void on(MigrationEvent event);

  /** Who is told how far the work has got between two events. */
  default WorkObserver work() {
    return WorkObserver.NONE;
  }
}
