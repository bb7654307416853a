package io.longshore.cli.output;

import java.util.LinkedHashMap;
import java.util.Map;

/** JSON objects of events, with fields in the order they are given in. */
final class EventFields {
  private EventFields() {}

  static Map<String, Object> fields(String event, Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("event", event);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }
}
