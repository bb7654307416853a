package io.longshore.image.runtime;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The part of an OCI image configuration that matters when the image runs.
 *
 * @param architecture its name in Go, such as {@code amd64}
 * @param entrypoint the command and its fixed arguments; may be empty
 * @param command the default arguments, or the default command if there is no entrypoint; may be
 *     empty
 * @param environment {@code NAME=value} or {@code NAME}, as in the image configuration
 * @param workingDirectory empty for none; Apptainer does not use it
 * @param user empty for none; Apptainer does not use it
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md">OCI image
 *     specification, Image Configuration</a>
 */
public record ImageConfiguration(
    String architecture,
    List<String> entrypoint,
    List<String> command,
    List<String> environment,
    String workingDirectory,
    String user,
    SequencedMap<String, String> labels) {

  /**
   * @throws IllegalArgumentException if the architecture is empty, or a value for a script or an
   *     argument contains NUL
   */
  public ImageConfiguration {
    if (architecture.isEmpty()) {
      throw new IllegalArgumentException("an image has an architecture");
    }
    entrypoint = List.copyOf(entrypoint);
    command = List.copyOf(command);
    environment = List.copyOf(environment);
    labels = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(labels));
    rejectNul("entrypoint", entrypoint);
    rejectNul("command", command);
    rejectNul("environment", environment);
  }

  private static void rejectNul(String what, List<String> texts) {
    if (texts.stream().anyMatch(text -> text.indexOf('\0') >= 0)) {
      throw new IllegalArgumentException("a NUL in the " + what + " of the image configuration");
    }
  }
}
