package io.longshore.collection.rules.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The values of the keys of a source. For a key that the source does not have, the value in {@code
 * defaults} counts.
 */
public final class RuleSettings {
  public static final RuleSettings NONE = new RuleSettings(Map.of());

  private final Map<RuleKey<?>, Object> values;

  RuleSettings(Map<RuleKey<?>, Object> values) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  public <T> Optional<T> get(RuleKey<T> key) {
    return Optional.ofNullable(values.get(key)).map(key.type()::cast);
  }

  /** These settings, with the values of {@code others} for keys that these settings do not have. */
  RuleSettings over(RuleSettings others) {
    Map<RuleKey<?>, Object> all = new LinkedHashMap<>(others.values);
    all.putAll(values);
    return new RuleSettings(all);
  }
}
