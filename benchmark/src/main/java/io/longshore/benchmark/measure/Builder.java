package io.longshore.benchmark.measure;

import java.io.IOException;
import java.util.List;

/** A way to do the measured work: one program, or several programs one after the other. */
public interface Builder {
  /** The name in tables. */
  String name();

  /** The program and its version. */
  String version() throws IOException;

  /** Prepares the run. This is not measured. */
  default void prepare(Workspace workspace) throws IOException {}

  List<List<String>> commands(Workspace workspace);

  /** Whether the commands leave a file at {@link Workspace#output}. */
  default boolean makesOutput() {
    return true;
  }
}
