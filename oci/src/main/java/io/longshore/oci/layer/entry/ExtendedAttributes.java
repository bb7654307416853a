package io.longshore.oci.layer.entry;

import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Extended attributes of a file: full names ({@code security.capability}) and binary values. */
public final class ExtendedAttributes implements Comparable<ExtendedAttributes> {
  public static final ExtendedAttributes NONE = new ExtendedAttributes(new TreeMap<>());

  private final SortedMap<String, Value> values;

  private ExtendedAttributes(SortedMap<String, Value> values) {
    this.values = values;
  }

  public static ExtendedAttributes of(Map<String, byte[]> values) {
    if (values.isEmpty()) {
      return NONE;
    }
    SortedMap<String, Value> copy = new TreeMap<>();
    values.forEach((name, value) -> copy.put(name, new Value(value.clone())));
    return new ExtendedAttributes(copy);
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** The size of all names and values in bytes. */
  public long size() {
    long size = 0;
    for (Map.Entry<String, Value> attribute : values.entrySet()) {
      size += attribute.getKey().length() + attribute.getValue().bytes.length;
    }
    return size;
  }

  /** The names, in the order of {@link String#compareTo}. */
  public Set<String> names() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /** A copy, sorted by name. */
  public SortedMap<String, byte[]> toMap() {
    SortedMap<String, byte[]> copy = new TreeMap<>();
    values.forEach((name, value) -> copy.put(name, value.bytes.clone()));
    return copy;
  }

  public ExtendedAttributes without(Predicate<String> names) {
    if (values.keySet().stream().noneMatch(names)) {
      return this;
    }
    SortedMap<String, Value> rest = new TreeMap<>(values);
    rest.keySet().removeIf(names);
    return rest.isEmpty() ? NONE : new ExtendedAttributes(rest);
  }

  /** Orders by the first different name or value, and shorter lists before longer ones. */
  @Override
  public int compareTo(ExtendedAttributes other) {
    Iterator<Map.Entry<String, Value>> others = other.values.entrySet().iterator();
    for (Map.Entry<String, Value> attribute : values.entrySet()) {
      if (!others.hasNext()) {
        return 1;
      }
      Map.Entry<String, Value> another = others.next();
      int order = attribute.getKey().compareTo(another.getKey());
      if (order == 0) {
        order = Arrays.compareUnsigned(attribute.getValue().bytes, another.getValue().bytes);
      }
      if (order != 0) {
        return order;
      }
    }
    return others.hasNext() ? -1 : 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExtendedAttributes attributes && values.equals(attributes.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.keySet().toString();
  }

  private record Value(byte[] bytes) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Value value && Arrays.equals(bytes, value.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }
}
