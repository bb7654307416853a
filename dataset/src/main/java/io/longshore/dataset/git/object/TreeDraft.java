package io.longshore.dataset.git.object;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A tree that is being changed. Only the folders on the paths of changes are read and written, so
 * that a change costs the same in a repository of a million files as in a small one.
 *
 * <p>Names are bytes, which need not be UTF-8: each character of a name stands for one byte here.
 */
public final class TreeDraft {
  private final ObjectReader reader;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** The id of the tree, as long as it is unchanged. */
  private Optional<ObjectId> id = Optional.empty();

  private sealed interface Entry {}

  private record Unread(EntryMode mode, ObjectId id) implements Entry {}

  private record Folder(TreeDraft content) implements Entry {}

  private TreeDraft(ObjectReader reader) {
    this.reader = reader;
  }

  public static TreeDraft empty(ObjectReader reader) {
    return new TreeDraft(reader);
  }

  /** The unchanged tree of a commit. */
  public static TreeDraft of(ObjectId commit, ObjectReader reader) throws IOException {
    return parse(reader.tree(commit.hex() + "^{tree}"), reader);
  }

  private static TreeDraft parse(GitObject tree, ObjectReader reader) {
    TreeDraft draft = new TreeDraft(reader);
    draft.id = Optional.of(tree.id());
    for (TreeLine line : TreeLine.allIn(tree)) {
      draft.entries.put(line.name(), new Unread(line.mode(), line.id()));
    }
    return draft;
  }

  public void apply(TreeChange change) throws IOException {
    List<String> names =
        Arrays.stream(change.path().value().split("/"))
            .map(name -> new String(name.getBytes(UTF_8), ISO_8859_1))
            .toList();
    apply(change, names);
  }

  /**
   * Applies a change.
   *
   * @return whether the tree changed
   */
  private boolean apply(TreeChange change, List<String> names) throws IOException {
    String name = names.getFirst();
    boolean changed =
        names.size() == 1
            ? applyHere(change, name)
            : folder(name, change instanceof TreeChange.Put)
                .apply(change, names.subList(1, names.size()));
    if (changed) {
      id = Optional.empty();
    }
    return changed;
  }

  private boolean applyHere(TreeChange change, String name) {
    return switch (change) {
      case TreeChange.Put put -> {
        Entry entry = new Unread(put.mode(), put.id());
        yield !entry.equals(entries.put(name, entry));
      }
      case TreeChange.Remove _ -> !isFolder(name) && entries.remove(name) != null;
      case TreeChange.RemoveFolder _ -> isFolder(name) && entries.remove(name) != null;
    };
  }

  private boolean isFolder(String name) {
    return switch (entries.get(name)) {
      case null -> false;
      case Unread unread -> unread.mode() == EntryMode.TREE;
      case Folder _ -> true;
    };
  }

  /**
   * @param needed whether a missing folder is added to the tree; otherwise an empty draft is
   *     returned for it
   */
  private TreeDraft folder(String name, boolean needed) throws IOException {
    Entry entry = entries.get(name);
    if (entry instanceof Folder folder) {
      return folder.content();
    }
    TreeDraft content = empty(reader);
    if (entry instanceof Unread unread && unread.mode() == EntryMode.TREE) {
      content = parse(reader.tree(unread.id().hex()), reader);
    } else if (!needed) {
      return content;
    }
    entries.put(name, new Folder(content));
    return content;
  }

  /**
   * @throws io.longshore.ground.FailureException if git does not have an object that an entry names
   */
  public ObjectId write(TreeWriter writer) throws IOException {
    if (id.isEmpty()) {
      List<String> lines = new ArrayList<>();
      for (Map.Entry<String, Entry> entry : entries.entrySet()) {
        switch (entry.getValue()) {
          case Unread unread -> lines.add(line(unread.mode(), unread.id(), entry.getKey()));
          case Folder folder -> {
            if (!folder.content().isEmpty()) {
              ObjectId written = folder.content().write(writer);
              lines.add(line(EntryMode.TREE, written, entry.getKey()));
            }
          }
        }
      }
      id = Optional.of(writer.write(lines));
    }
    return id.get();
  }

  /** Whether the tree has no files. It may have empty folders. */
  private boolean isEmpty() {
    return entries.values().stream()
        .allMatch(entry -> entry instanceof Folder folder && folder.content().isEmpty());
  }

  private static String line(EntryMode mode, ObjectId id, String name) {
    return mode.octal() + " " + mode.objectType() + " " + id + "\t" + quoted(name);
  }

  private static String quoted(String name) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c > ' ' && c < 0x7f && c != '"' && c != '\\') {
        quoted.append(c);
      } else {
        quoted.append('\\').append(Integer.toOctalString(c | 0x200).substring(1));
      }
    }
    return quoted.append('"').toString();
  }
}
