package io.longshore.oci.layer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** Runs the real tools; a missing one fails the test. */
public final class Commands {
  private Commands() {}

  static void run(Path directory, String... command) throws IOException {
    Path messages = Files.createTempFile("messages", null);
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(messages.toFile())
              .start();
      expectSuccess(process, command, Files.readString(messages));
    } finally {
      Files.delete(messages);
    }
  }

  /** The script is run by {@code sh -e}. */
  public static void shell(Path directory, String script) throws IOException {
    run(directory, "sh", "-e", "-c", script);
  }

  /** Standard output, as bytes. */
  static byte[] output(Path directory, String... command) throws IOException {
    return output(directory, message -> false, command);
  }

  /**
   * Standard output, as bytes.
   *
   * @param harmless error messages that the command may fail with
   */
  static byte[] output(Path directory, Predicate<String> harmless, String... command)
      throws IOException {
    Path messages = Files.createTempFile("messages", null);
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectError(messages.toFile())
              .start();
      process.getOutputStream().close();
      byte[] output = process.getInputStream().readAllBytes();
      List<String> said = Files.readAllLines(messages, ISO_8859_1);
      if (said.isEmpty() || !said.stream().allMatch(harmless)) {
        expectSuccess(process, command, String.join("\n", said));
      }
      return output;
    } finally {
      Files.delete(messages);
    }
  }

  static byte[] filter(byte[] input, String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Thread writer =
        Thread.startVirtualThread(
            () -> {
              try (var out = process.getOutputStream()) {
                new ByteArrayInputStream(input).transferTo(out);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    byte[] output = process.getInputStream().readAllBytes();
    try {
      writer.join();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    expectSuccess(process, command, "");
    return output;
  }

  private static void expectSuccess(Process process, String[] command, String said)
      throws IOException {
    try {
      int exit = process.waitFor();
      if (exit != 0) {
        throw new IOException(String.join(" ", command) + " exits with " + exit + ": " + said);
      }
    } catch (InterruptedException e) {
      process.destroy();
      throw new IOException(e);
    }
  }
}
