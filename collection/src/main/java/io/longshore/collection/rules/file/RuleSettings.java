package io.longshore.collection.rules.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the keys beside a source say; those of {@code defaults} where it says nothing itself. */
public final class RuleSettings {
  public static final RuleSettings NONE = new RuleSettings(Map.of());

  private final Map<RuleKey<?>, Object> values;

  RuleSettings(Map<RuleKey<?>, Object> values) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  public <T> Optional<T> get(RuleKey<T> key) {
    return Optional.ofNullable(values.get(key)).map(key.type()::cast);
  }

  /** These, and those of others for what is not said here. */
  RuleSettings over(RuleSettings others) {
    Map<RuleKey<?>, Object> all = new LinkedHashMap<>(others.values);
    all.putAll(values);
    return new RuleSettings(all);
  }
}
