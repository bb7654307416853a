package io.longshore.dataset.annex;

import io.longshore.dataset.process.BatchProcess;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and records git-annex's metadata of keys: fields, each with a set of values. Safe for
 * several threads. Closing it commits the records to git-annex's branch.
 */
public final class KeyMetadata implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String TIMES = "lastchanged";

  private final Path root;
  private final BatchProcess metadata;

  /**
   * @param root the root of the repository, for messages
   */
  KeyMetadata(Path root, BatchProcess metadata) {
    this.root = root;
    this.metadata = metadata;
  }

  /**
   * All fields, sorted, except the fields in which git-annex keeps the times of changes.
   *
   * @throws FailureException of kind TOOL if git-annex does not answer
   */
  public SequencedMap<String, List<String>> of(AnnexKey key) throws IOException {
    SequencedMap<String, List<String>> fields = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : ask(key, Map.of()).properties()) {
      if (!field.getKey().equals(TIMES) && !field.getKey().endsWith("-" + TIMES)) {
        fields.put(
            field.getKey(), field.getValue().valueStream().map(v -> v.asString("")).toList());
      }
    }
    return fields;
  }

  /**
   * Adds values to fields. Existing values stay.
   *
   * @throws FailureException of kind TOOL if git-annex refuses
   */
  public void add(AnnexKey key, Map<String, List<String>> fields) throws IOException {
    Map<String, List<String>> present = of(key);
    SequencedMap<String, List<String>> changed = new LinkedHashMap<>();
    fields.forEach(
        (field, values) -> {
          List<String> all = new ArrayList<>(present.getOrDefault(field, List.of()));
          List<String> added = values.stream().filter(value -> !all.contains(value)).toList();
          if (!added.isEmpty()) {
            all.addAll(added);
            changed.put(field, all);
          }
        });
    if (!changed.isEmpty()) {
      ask(key, changed);
    }
  }

  // The request is one line, and so is the answer.
  private JsonNode ask(AnnexKey key, Map<String, List<String>> fields) throws IOException {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("key", key.toString());
    if (!fields.isEmpty()) {
      request.put("fields", fields);
    }
    String answer =
        metadata.ask(
            JSON.writeValueAsString(request), line -> AnnexAnswers.object(line).isPresent());
    JsonNode object = AnnexAnswers.object(answer).orElseThrow();
    if (!object.path("success").asBoolean(true)) {
      throw new FailureException(
          FailureKind.TOOL,
          key.toString(),
          "git annex metadata did not take it: " + object.path("error-messages"),
          NextStep.of(
              "see what git-annex knows of it: git -C {} annex metadata --key {}", root, key));
    }
    return object.path("fields");
  }

  @Override
  public void close() throws IOException {
    metadata.close();
  }
}
