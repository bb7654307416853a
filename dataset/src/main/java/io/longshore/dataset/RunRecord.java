package io.longshore.dataset;

import io.longshore.dataset.git.object.RepositoryPath;
import java.util.Collection;
import java.util.List;

/**
 * What {@code datalad run} writes into a commit message, so that {@code datalad rerun} can do it
 * again. All paths are relative to the root of the dataset, where the command runs.
 *
 * @param message one line, without the {@code [DATALAD RUNCMD]} in front
 * @param command as a shell line, to the letter
 * @param datasetId of the dataset committed to: rerun skips foreign ones
 * @param inputs fetched before a rerun, the subdataset they lie in installed
 * @param outputs unlocked or removed before a rerun, and saved after it
 */
public record RunRecord(
    String message,
    String command,
    String datasetId,
    List<RepositoryPath> inputs,
    List<RepositoryPath> outputs) {

  public RunRecord {
    if (message.isBlank() || message.lines().count() != 1) {
      throw new IllegalArgumentException("the message must be one line: '" + message + "'");
    }
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** The whole commit message, with its final line end. */
  public String commitMessage() {
    return "[DATALAD RUNCMD] "
        + message
        + "\n\n=== Do not change lines below ===\n"
        + json()
        + "\n^^^ Do not change lines above ^^^\n";
  }

  // Laid out as Python's json.dumps(record, indent=1, sort_keys=True, ensure_ascii=False) does.
  private String json() {
    return """
        {
         "chain": [],
         "cmd": %s,
         "dsid": %s,
         "exit": 0,
         "extra_inputs": [],
         "inputs": %s,
         "outputs": %s,
         "pwd": "."
        }"""
        .formatted(quote(literal(command)), quote(datasetId), list(inputs), list(outputs));
  }

  /** What datalad takes for {@code text}: it gives names in braces a meaning. */
  public static String literal(String text) {
    return text.replace("{", "{{").replace("}", "}}");
  }

  /** What datalad takes for {@code path} alone, as an input or output: those are patterns. */
  public static String literal(RepositoryPath path) {
    return literal(path.value().replaceAll("[\\[*?]", "[$0]"));
  }

  private static String list(Collection<RepositoryPath> paths) {
    if (paths.isEmpty()) {
      return "[]";
    }
    List<String> lines = paths.stream().map(path -> "  " + quote(literal(path))).toList();
    return "[\n" + String.join(",\n", lines) + "\n ]";
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        case '\b' -> quoted.append("\\b");
        case '\f' -> quoted.append("\\f");
        default -> quoted.append(c < 0x20 ? "\\u%04x".formatted((int) c) : String.valueOf(c));
      }
    }
    return quoted.append('"').toString();
  }
}
