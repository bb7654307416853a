package io.longshore.dataset.annex;

import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandResult;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Separates the answers in git-annex's standard output from its messages for people. git-annex
 * writes such messages to standard output in every output format, for example before the first
 * answer if a remote is a folder that this user cannot write to.
 */
public final class AnnexAnswers {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String START_OF_OBJECT = "{";

  private final Command command;
  private final List<String> notices = new ArrayList<>();

  private AnnexAnswers(Command command) {
    this.command = command;
  }

  /** The JSON object on {@code line}; empty if the line is not an answer. */
  static Optional<JsonNode> object(String line) {
    if (!line.startsWith(START_OF_OBJECT)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readTree(line)).filter(JsonNode::isObject);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /**
   * The JSON objects that a batch command answered for {@code keys}.
   *
   * @throws FailureException of kind TOOL if a key has no answer
   */
  public static List<JsonNode> objects(Command command, CommandResult result, Set<AnnexKey> keys)
      throws FailureException {
    AnnexAnswers told = new AnnexAnswers(command);
    List<JsonNode> objects = new ArrayList<>();
    Set<String> missing = new HashSet<>();
    keys.forEach(key -> missing.add(key.toString()));
    for (String line : result.lines()) {
      Optional<JsonNode> object = object(line);
      if (object.isPresent() && missing.remove(object.get().path("key").asString(""))) {
        objects.add(object.get());
      } else {
        told.notices.add(line);
      }
    }
    if (!missing.isEmpty()) {
      throw told.failure("gave no answer for the key " + missing.iterator().next());
    }
    return objects;
  }

  /**
   * The key that a command prints as its only answer.
   *
   * @throws FailureException of kind TOOL if the command prints no key or several
   */
  static AnnexKey key(Command command, CommandResult result) throws FailureException {
    AnnexAnswers told = new AnnexAnswers(command);
    List<AnnexKey> keys = new ArrayList<>();
    for (String line : result.lines()) {
      try {
        keys.add(AnnexKey.parse(line));
      } catch (IllegalArgumentException e) {
        told.notices.add(line);
      }
    }
    if (keys.size() != 1) {
      throw told.failure("printed " + keys.size() + " keys where one was asked for");
    }
    return keys.getFirst();
  }

  private FailureException failure(String problem) {
    List<String> said = notices.stream().map(String::strip).filter(l -> !l.isEmpty()).toList();
    return new FailureException(
        FailureKind.TOOL,
        command.shortName(),
        problem + (said.isEmpty() ? "" : ": " + String.join(" | ", said)),
        NextStep.of("run it by hand in {} to see more: ", command.folder())
            .then(NextStep.ofCommand(List.of(command.shortName().split(" ")))));
  }
}
