package io.longshore.dataset.process;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a finished program left behind.
 *
 * @param output all of standard output
 * @param errors the last part of standard error, bounded
 */
public record CommandResult(int exitCode, byte[] output, String errors) {
  /** Standard output as UTF-8, one final line end removed. */
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

  /** As {@link #fields}; each character stands for one byte, since paths need not be UTF-8. */
  public List<String> fieldsOfBytes() {
    return fields(StandardCharsets.ISO_8859_1);
  }

  private List<String> fields(Charset charset) {
    String text = new String(output, charset);
    return text.isEmpty() ? List.of() : List.of(text.split("\0"));
  }
}
