package io.longshore.dataset.process;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The result of a finished program.
 *
 * @param output the whole standard output
 * @param errors the end of standard error, at most 16 KiB
 */
public record CommandResult(int exitCode, byte[] output, String errors) {
  /** The standard output as UTF-8, without one final line end. */
  public String text() {
    String text = new String(output, StandardCharsets.UTF_8);
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  public List<String> lines() {
    return text().lines().toList();
  }

  /** The fields of NUL-terminated output, as the {@code -z} options print it. */
  public List<String> fields() {
    return fields(StandardCharsets.UTF_8);
  }

  /**
   * The fields of NUL-terminated output. Each character stands for one byte, since paths need not
   * be UTF-8.
   */
  public List<String> fieldsOfBytes() {
    return fields(StandardCharsets.ISO_8859_1);
  }

  private List<String> fields(Charset charset) {
    String text = new String(output, charset);
    return text.isEmpty() ? List.of() : List.of(text.split("\0"));
  }
}
