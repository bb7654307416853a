package io.longshore.collection.rules.yaml;

import io.longshore.collection.rules.RulePlace;
import java.util.List;
import java.util.Optional;

/** A value in a YAML file. All scalars are text, so that {@code 1.10} stays a version. */
public sealed interface Yaml {
  RulePlace place();

  /** The kind of the value in words, for people. */
  String kind();

  /** A scalar; empty if the file has no value there. */
  record Text(RulePlace place, String value) implements Yaml {
    @Override
    public String kind() {
      return value.isEmpty() ? "nothing" : "a text";
    }
  }

  /** A sequence. */
  record Items(RulePlace place, List<Yaml> items) implements Yaml {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A mapping, each key once, in the order of the file. */
  record Entries(RulePlace place, List<Entry> entries) implements Yaml {
    public Entries {
      entries = List.copyOf(entries);
    }

    @Override
    public String kind() {
      return "a mapping";
    }

    public Optional<Entry> find(String key) {
      return entries.stream().filter(entry -> entry.key().value().equals(key)).findFirst();
    }
  }

  /** A key of a mapping, with its value. */
  record Entry(Text key, Yaml value) {}
}
