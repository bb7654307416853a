package io.longshore.oci.layer;

import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** A directory. Its entries are in the order of {@link FileName#compareTo}. */
public final class DirectoryNode extends Node {
  private static final int NO_LAYER = -1;

  private final TreeMap<FileName, Entry> entries = new TreeMap<>();
  private boolean implicit;

  private static final class Entry {
    private Node node;
    private int touchedBy = NO_LAYER;
  }

  private DirectoryNode(Attributes attributes, long modified, boolean implicit) {
    super(attributes, modified);
    this.implicit = implicit;
  }

  static DirectoryNode explicit(Attributes attributes, long modified) {
    return new DirectoryNode(attributes, modified, false);
  }

  /** A directory that paths lead through and no layer describes. */
  static DirectoryNode implicit() {
    return new DirectoryNode(Attributes.DIRECTORY_DEFAULT, 0, true);
  }

  /**
   * Whether no layer describes this directory: it has {@link Attributes#DIRECTORY_DEFAULT}, and a
   * modification time of 0 that stands for none.
   */
  public boolean isImplicit() {
    return implicit;
  }

  void describe(Attributes attributes, long modified) {
    setAttributes(attributes);
    setModified(modified);
    implicit = false;
  }

  public int size() {
    return entries.size();
  }

  public Set<FileName> names() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  public Optional<Node> child(FileName name) {
    return Optional.ofNullable(childOrNull(name));
  }

  Node childOrNull(FileName name) {
    Entry entry = entries.get(name);
    return entry == null ? null : entry.node;
  }

  public void forEach(BiConsumer<FileName, Node> action) {
    entries.forEach((name, entry) -> action.accept(name, entry.node));
  }

  void put(FileName name, Node node) {
    entries.computeIfAbsent(name, absent -> new Entry()).node = node;
  }

  void remove(FileName name) {
    entries.remove(name);
  }

  /** Notes that {@code layer} has an entry here or below, which its whiteouts do not act on. */
  void touch(FileName name, int layer) {
    entries.get(name).touchedBy = layer;
  }

  /** Removes {@code name} and what is below, except what {@code layer} itself has put there. */
  void removeUntouched(FileName name, int layer) {
    Entry entry = entries.get(name);
    if (entry == null) {
      return;
    }
    if (entry.touchedBy != layer) {
      entries.remove(name);
    } else if (entry.node instanceof DirectoryNode directory) {
      directory.removeAllUntouched(layer);
    }
  }

  /** As {@link #removeUntouched} for every entry. */
  void removeAllUntouched(int layer) {
    for (Iterator<Entry> iterator = entries.values().iterator(); iterator.hasNext(); ) {
      Entry entry = iterator.next();
      if (entry.touchedBy != layer) {
        iterator.remove();
      } else if (entry.node instanceof DirectoryNode directory) {
        directory.removeAllUntouched(layer);
      }
    }
  }
}
