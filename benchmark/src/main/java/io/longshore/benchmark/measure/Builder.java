package io.longshore.benchmark.measure;

import java.io.IOException;
import java.util.List;

/** A way to do the work that is measured: one program, or several one after the other. */
public interface Builder {
  /** As in tables. */
  String name();

  /** Which program, in which version. */
  String version() throws IOException;

  /** What is to be done before, and not measured. */
  default void prepare(Workspace workspace) throws IOException {}

  List<List<String>> commands(Workspace workspace);

  /** Whether the commands leave a file at {@link Workspace#output}. */
  default boolean makesOutput() {
    return true;
  }
}
