package io.longshore.image.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A shell of this machine that an image may have as its {@code /bin/sh}. */
record Shell(List<String> command) {
  record Result(int exitCode, String output, String errors) {
    /** Output written as {@code printf '%s\0'} does. */
    List<String> fields() {
      List<String> fields = new ArrayList<>(Arrays.asList(output.split("\0", -1)));
      fields.removeLast();
      return fields;
    }

    Map<String, String> variables() {
      Map<String, String> variables = new HashMap<>();
      for (String field : fields()) {
        int equals = field.indexOf('=');
        variables.put(field.substring(0, equals), field.substring(equals + 1));
      }
      return variables;
    }
  }

  /** The system's and bash always; others where they are installed. */
  static List<Shell> all() {
    List<Shell> shells = new ArrayList<>();
    shells.add(new Shell(List.of(required("sh").toString())));
    shells.add(new Shell(List.of(required("bash").toString(), "--posix")));
    find("dash").ifPresent(dash -> shells.add(new Shell(List.of(dash.toString()))));
    find("busybox").ifPresent(busybox -> shells.add(new Shell(List.of(busybox.toString(), "sh"))));
    return shells;
  }

  static Path required(String program) {
    return find(program)
        .orElseThrow(() -> new AssertionError("the tests need '" + program + "' on the PATH"));
  }

  private static Optional<Path> find(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Runs {@code shell arguments...} in exactly this environment. */
  Result run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of(arguments));
    Path errors = Files.createTempFile("longshore", ".errors");
    try {
      ProcessBuilder builder = new ProcessBuilder(line).redirectError(errors.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the shell does not end: " + line);
      }
      return new Result(process.exitValue(), output, Files.readString(errors));
    } finally {
      Files.delete(errors);
    }
  }
}
