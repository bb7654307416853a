package io.longshore.acceptance.sif;

import io.longshore.oci.layer.ObservedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Where two trees are not the same, a line for each file; empty if they are. */
final class TreeDifferences {
  private TreeDifferences() {}

  static String between(Map<String, ObservedFile> expected, Map<String, ObservedFile> actual) {
    TreeSet<String> paths = new TreeSet<>(expected.keySet());
    paths.addAll(actual.keySet());
    List<String> lines = new ArrayList<>();
    for (String path : paths) {
      ObservedFile wanted = expected.get(path);
      ObservedFile found = actual.get(path);
      if (wanted == null) {
        lines.add("/" + path + ": should not be there: " + found);
      } else if (found == null) {
        lines.add("/" + path + ": is missing: " + wanted);
      } else if (!wanted.equals(found)) {
        lines.add("/" + path + ": " + String.join("; ", changes(wanted, found)));
      }
    }
    return String.join("\n", lines);
  }

  private static List<String> changes(ObservedFile wanted, ObservedFile found) {
    List<String> changes = new ArrayList<>();
    change(changes, "", wanted.kind(), found.kind());
    change(changes, "mode ", octal(wanted), octal(found));
    change(changes, "owner ", wanted.uid() + ":" + wanted.gid(), found.uid() + ":" + found.gid());
    change(changes, "time ", wanted.modified(), found.modified());
    change(changes, "one file with /", wanted.firstName(), found.firstName());
    change(changes, "attributes ", wanted.extended(), found.extended());
    return changes;
  }

  private static String octal(ObservedFile file) {
    return "%04o".formatted(file.permissions());
  }

  private static void change(List<String> changes, String what, Object wanted, Object found) {
    if (!Objects.equals(wanted, found)) {
      changes.add(what + found + " instead of " + wanted);
    }
  }
}
