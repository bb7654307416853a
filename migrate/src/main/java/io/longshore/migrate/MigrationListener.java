package io.longshore.migrate;

/** Is told what happens. Called from several threads, never two at once for one image. */
@FunctionalInterface
public interface MigrationListener {
  void on(MigrationEvent event);
}
