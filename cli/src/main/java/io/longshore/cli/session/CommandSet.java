package io.longshore.cli.session;

import java.util.Map;
import java.util.SequencedMap;

/** The commands of the program, for commands that describe or start others. */
public interface CommandSet {
  /** The commands that a command line may mean, by name. */
  Map<String, Class<?>> neededFor(String... arguments);

  /**
   * The descriptions of all commands except hidden ones, by name. The options of the commands are
   * not read for this.
   */
  SequencedMap<String, String> descriptions();
}
