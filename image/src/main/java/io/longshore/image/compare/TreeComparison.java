package io.longshore.image.compare;

import io.longshore.oci.layer.entry.FileName;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Walks two trees side by side and reports their differences: names, kinds, modes, owners, times,
 * links, extended attributes, data. Differences come in the order of the paths. The content of a
 * directory that only one tree has is not reported. Data that cannot be read counts as a
 * difference.
 */
public final class TreeComparison {
  private static final String UNREADABLE = "cannot be read: ";

  private final LeftOut leftOut;
  private final Consumer<Difference> found;
  private final Map<Object, String> firstNames = new HashMap<>();
  private final Map<Object, String> secondNames = new HashMap<>();
  private final Set<Object> firstDirectories = new HashSet<>();
  private final Set<Object> secondDirectories = new HashSet<>();
  private final Deque<Level> levels = new ArrayDeque<>();

  private record Level(
      String path,
      SortedMap<FileName, TreeEntry> first,
      SortedMap<FileName, TreeEntry> second,
      Iterator<FileName> names) {}

  private TreeComparison(LeftOut leftOut, Consumer<Difference> found) {
    this.leftOut = leftOut;
    this.found = found;
  }

  /**
   * @param found receives each difference
   */
  public static void compare(TreeEntry first, TreeEntry second, Consumer<Difference> found) {
    compare(first, second, (_, _, _) -> false, found);
  }

  /**
   * @param leftOut decides which paths are not compared; never asked about the roots
   */
  static void compare(
      TreeEntry first, TreeEntry second, LeftOut leftOut, Consumer<Difference> found) {
    TreeComparison comparison = new TreeComparison(leftOut, found);
    comparison.visit("/", first, second);
    comparison.walk();
  }

  // The walk does not recurse, because trees can be deeper than the stack of a thread.
  private void walk() {
    while (!levels.isEmpty()) {
      Level level = levels.getFirst();
      if (!level.names().hasNext()) {
        levels.pop();
        continue;
      }
      FileName name = level.names().next();
      TreeEntry first = level.first().get(name);
      TreeEntry second = level.second().get(name);
      String path = level.path() + name;
      if (leftOut.covers(path, Optional.ofNullable(first), Optional.ofNullable(second))) {
        continue;
      }
      if (first != null && second != null) {
        visit(path, first, second);
      } else {
        String one = describe(first, path, firstNames);
        found.accept(
            new Difference(path, Difference.PRESENCE, one, describe(second, path, secondNames)));
      }
    }
  }

  private static String describe(TreeEntry entry, String path, Map<Object, String> names) {
    if (entry == null) {
      return Difference.ABSENT;
    }
    String name = nameOf(entry, path, names);
    return entry.kind().description() + (name.equals(path) ? "" : ", the same file as " + name);
  }

  private void visit(String path, TreeEntry first, TreeEntry second) {
    FileKind kind = first.kind();
    if (kind.getClass() != second.kind().getClass()) {
      found.accept(new Difference(path, "kind", kind.description(), second.kind().description()));
      return;
    }
    if (kind instanceof FileKind.Folder) {
      AttributeComparison.compare(path, first.attributes(), second.attributes(), found);
      enter(path, first, second);
      return;
    }
    String firstName = nameOf(first, path, firstNames);
    String secondName = nameOf(second, path, secondNames);
    if (!firstName.equals(secondName)) {
      found.accept(
          new Difference(path, "hard link", linked(path, firstName), linked(path, secondName)));
    } else if (!firstName.equals(path)) {
      return;
    }
    AttributeComparison.compare(path, first.attributes(), second.attributes(), found);
    compareKinds(path, first, second);
  }

  /** The first name of the file. */
  private static String nameOf(TreeEntry entry, String path, Map<Object, String> names) {
    if (!entry.mayHaveOtherNames() || entry.kind() instanceof FileKind.Folder) {
      return path;
    }
    String earlier = names.putIfAbsent(entry.identity(), path);
    return earlier == null ? path : earlier;
  }

  private static String linked(String path, String name) {
    return name.equals(path) ? "none of an earlier file" : "the same file as " + name;
  }

  private void compareKinds(String path, TreeEntry first, TreeEntry second) {
    switch (first.kind()) {
      case FileKind.Regular(long size) when second.kind().equals(first.kind()) -> {
        if (size > 0) {
          compareContents(path, first, second);
        }
      }
      case FileKind.Regular(long size) ->
          found.accept(
              new Difference(
                  path,
                  "size",
                  size + " bytes",
                  ((FileKind.Regular) second.kind()).size() + " bytes"));
      case FileKind kind when !kind.equals(second.kind()) ->
          found.accept(
              new Difference(path, "target", kind.description(), second.kind().description()));
      default -> {}
    }
  }

  private void compareContents(String path, TreeEntry first, TreeEntry second) {
    String one = content(first);
    String other = content(second);
    if (!one.equals(other) || one.startsWith(UNREADABLE)) {
      found.accept(new Difference(path, "content", one, other));
    }
  }

  private static String content(TreeEntry entry) {
    try {
      return entry.content().toString();
    } catch (IOException e) {
      return unreadable(e);
    }
  }

  private static String unreadable(IOException failure) {
    return UNREADABLE + failure.getMessage();
  }

  private void enter(String path, TreeEntry first, TreeEntry second) {
    boolean newToFirst = firstDirectories.add(first.identity());
    boolean newToSecond = secondDirectories.add(second.identity());
    if (!newToFirst || !newToSecond) {
      String twice = "a directory that stands in two places cannot be compared";
      found.accept(new Difference(path, "entries", twice, twice));
      return;
    }
    Listing one = Listing.of(first);
    Listing other = Listing.of(second);
    if (!one.failure().isEmpty() || !other.failure().isEmpty()) {
      found.accept(new Difference(path, "entries", one.outcome(), other.outcome()));
      return;
    }
    Set<FileName> names = new TreeSet<>(one.children().keySet());
    names.addAll(other.children().keySet());
    String prefix = path.equals("/") ? path : path + "/";
    levels.push(new Level(prefix, one.children(), other.children(), names.iterator()));
  }

  private record Listing(SortedMap<FileName, TreeEntry> children, String failure) {
    static Listing of(TreeEntry directory) {
      try {
        return new Listing(directory.children(), "");
      } catch (IOException e) {
        return new Listing(Collections.emptySortedMap(), unreadable(e));
      }
    }

    String outcome() {
      return failure.isEmpty() ? children.size() + " entries" : failure;
    }
  }
}
