package io.longshore.cli.session;

import java.util.Map;
import java.util.SequencedMap;

/** The commands of the program, for a command that tells of the others or starts one. */
public interface CommandSet {
  /** The commands by their names that a command line may mean. */
  Map<String, Class<?>> neededFor(String... arguments);

  /** What each command does, but for the hidden ones, told without reading its options. */
  SequencedMap<String, String> descriptions();
}
