package io.longshore.image.inspect;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * How an image is meant to be run. Components without a value in the image are empty.
 *
 * @param environment {@code NAME=value} lines of the image configuration
 * @param environmentScripts texts, by path, of the scripts that Apptainer sources when it starts
 *     the image
 * @param definition the definition file
 */
public record RuntimeFacts(
    SequencedMap<String, String> labels,
    List<String> entrypoint,
    List<String> command,
    List<String> environment,
    SequencedMap<String, String> environmentScripts,
    Optional<String> runscript,
    Optional<String> startscript,
    Optional<String> definition) {
  public static final RuntimeFacts NONE =
      new RuntimeFacts(
          new LinkedHashMap<>(),
          List.of(),
          List.of(),
          List.of(),
          new LinkedHashMap<>(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public RuntimeFacts {
    labels = Collections.unmodifiableSequencedMap(new TreeMap<>(labels));
    entrypoint = List.copyOf(entrypoint);
    command = List.copyOf(command);
    environment = List.copyOf(environment);
    environmentScripts = Collections.unmodifiableSequencedMap(new TreeMap<>(environmentScripts));
  }

  RuntimeFacts withConfiguration(
      List<String> newEntrypoint, List<String> newCommand, List<String> newEnvironment) {
    return new RuntimeFacts(
        labels,
        newEntrypoint,
        newCommand,
        newEnvironment,
        environmentScripts,
        runscript,
        startscript,
        definition);
  }

  RuntimeFacts withDefinition(String text) {
    return new RuntimeFacts(
        labels,
        entrypoint,
        command,
        environment,
        environmentScripts,
        runscript,
        startscript,
        Optional.of(text));
  }
}
