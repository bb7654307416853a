package io.longshore.dataset.process;

/**
 * Is told about every child process. Children keep running if the Java process is killed. An
 * observer can record them, so that a later run waits for or ends exactly these processes.
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
   * Called once, after the child has ended.
   *
   * @param killed whether a signal ended it
   */
  void ended(ProcessHandle child, boolean killed);
}
