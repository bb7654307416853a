package io.longshore.dataset.process;

/**
 * Told of every child process. Killing the Java process leaves children running; whoever writes a
 * journal can note them here and wait for or end exactly those later.
 */
public interface ChildObserver {
  ChildObserver NONE =
      new ChildObserver() {
        @Override
        public void started(ProcessHandle child, Command command) {}

        @Override
        public void ended(ProcessHandle child, boolean killed) {}
      };

  /** Called before anything is sent to the child. Must not block for long. */
  void started(ProcessHandle child, Command command);

  /**
   * Called once, after the child is gone.
   *
   * @param killed whether a signal ended it
   */
  void ended(ProcessHandle child, boolean killed);
}
