package io.longshore.oci.tree;

import io.longshore.oci.layer.entry.Attributes;
import io.longshore.oci.layer.entry.FileName;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * A directory. Its entries are in the order of {@link FileName#compareTo}.
 *
 * <p>Directories can be nested {@value PathResolution#MAXIMUM_DEPTH} deep. This is too deep for a
 * recursion with more than one or two frames for each level on the stack of an ordinary thread.
 */
public final class DirectoryNode extends Node {
  private static final int NO_LAYER = -1;
  private static final int SET_GROUP_ID = 02000;

  private final TreeMap<FileName, Entry> entries = new TreeMap<>();
  private boolean implicit;

  /**
   * The layer that removed all other entries here and below, so that the remaining entries are all
   * its own.
   */
  private int clearedBy = NO_LAYER;

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

  static DirectoryNode implicitRoot() {
    return new DirectoryNode(Attributes.DIRECTORY_DEFAULT, 0, true);
  }

  /**
   * A directory that is part of paths and that no layer describes. It inherits the group and the
   * set-group-id bit of a set-group-id parent, as in Linux when a runtime makes such a directory.
   */
  static DirectoryNode implicitIn(DirectoryNode parent) {
    Attributes above = parent.attributes();
    Attributes inherited =
        (above.permissions() & SET_GROUP_ID) == 0
            ? Attributes.DIRECTORY_DEFAULT
            : new Attributes(
                Attributes.DIRECTORY_DEFAULT.permissions() | SET_GROUP_ID, 0, above.gid());
    return new DirectoryNode(inherited, 0, true);
  }

  /**
   * Whether no layer describes this directory: it has {@link Attributes#DIRECTORY_DEFAULT} (and
   * group and set-group-id bit of a set-group-id parent), and a modification time of 0, which means
   * that it has none.
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

  /**
   * Passes all entries to {@code action} and removes them from the directory, so that a conversion
   * of the tree does not need memory for both forms.
   */
  public void drain(BiConsumer<FileName, Node> action) {
    while (!entries.isEmpty()) {
      Map.Entry<FileName, Entry> first = entries.pollFirstEntry();
      action.accept(first.getKey(), first.getValue().node);
    }
  }

  void put(FileName name, Node node) {
    entries.computeIfAbsent(name, absent -> new Entry()).node = node;
  }

  void remove(FileName name) {
    entries.remove(name);
  }

  /**
   * Records that {@code layer} has an entry at {@code name} or below, which the whiteouts of this
   * layer do not remove.
   */
  void touch(FileName name, int layer) {
    entries.get(name).touchedBy = layer;
  }

  /** Removes {@code name} and everything below, except entries of {@code layer} itself. */
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

  /**
   * Removes every entry like {@link #removeUntouched}. A repeated call for the same layer costs
   * nothing.
   */
  void removeAllUntouched(int layer) {
    Deque<DirectoryNode> left = new ArrayDeque<>();
    left.push(this);
    while (!left.isEmpty()) {
      DirectoryNode directory = left.pop();
      if (directory.clearedBy == layer) {
        continue;
      }
      directory.clearedBy = layer;
      for (Iterator<Entry> below = directory.entries.values().iterator(); below.hasNext(); ) {
        Entry entry = below.next();
        if (entry.touchedBy != layer) {
          below.remove();
        } else if (entry.node instanceof DirectoryNode inside) {
          left.push(inside);
        }
      }
    }
  }
}
