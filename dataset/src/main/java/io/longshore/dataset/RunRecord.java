package io.longshore.dataset;

import io.longshore.dataset.git.object.RepositoryPath;
import java.util.Collection;
import java.util.List;

/**
 * The record that {@code datalad run} writes into a commit message, so that {@code datalad rerun}
 * can repeat the command. All paths are relative to the root of the dataset, where the command
 * runs.
 *
 * @param message one line, without the {@code [DATALAD RUNCMD]} in front
 * @param command the exact shell line
 * @param datasetId id of the dataset with the commit; rerun skips records of other datasets
 * @param inputs files that a rerun fetches first, after installing their subdataset
 * @param outputs files that a rerun unlocks or removes first, and saves afterwards
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

  /** The whole commit message, with its final line feed. */
  public String commitMessage() {
    return "[DATALAD RUNCMD] "
        + message
        + "\n\n=== Do not change lines below ===\n"
        + json()
        + "\n^^^ Do not change lines above ^^^\n";
  }

  // The format of Python's json.dumps(record, indent=1, sort_keys=True, ensure_ascii=False).
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
    }\
    """
        .formatted(quote(literal(command)), quote(datasetId), list(inputs), list(outputs));
  }

  /** Escapes {@code text} so that datalad reads it literally: datalad replaces names in braces. */
  public static String literal(String text) {
    return text.replace("{", "{{").replace("}", "}}");
  }

  /**
   * Escapes {@code path} for inputs and outputs, which datalad reads as patterns, so that it
   * matches only itself.
   */
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
