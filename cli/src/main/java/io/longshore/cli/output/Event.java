package io.longshore.cli.output;

import io.longshore.ground.FailureException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A line of {@code --json} output: a name and fields in the order they were added, all in
 * snake_case. docs/events.schema.json describes every event.
 */
public final class Event {
  private final Map<String, Object> fields = new LinkedHashMap<>();

  private Event() {}

  public static Event of(String name) {
    return new Event().with("event", name);
  }

  /**
   * @param value text, a number, a truth value, a list or a map of these
   */
  public Event with(String field, Object value) {
    fields.put(field, value);
    return this;
  }

  public Event with(String field, Optional<?> value) {
    value.ifPresent(there -> fields.put(field, there));
    return this;
  }

  /** Adds the fields that every failure has. */
  public Event with(FailureException failure) {
    return with("code", failure.kind().code())
        .with("subject", failure.subject())
        .with("problem", failure.problem())
        .with("next", failure.nextStep());
  }

  /** Adds fields, for reports that are made in several parts. */
  Event withAll(Map<String, ?> more) {
    fields.putAll(more);
    return this;
  }

  public Map<String, Object> fields() {
    return Collections.unmodifiableMap(fields);
  }
}
