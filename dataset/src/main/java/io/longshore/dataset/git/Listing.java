package io.longshore.dataset.git;

import io.longshore.dataset.git.object.EntryMode;
import io.longshore.dataset.git.object.ObjectId;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TrackedPath;
import io.longshore.dataset.git.object.TreeDifference;
import io.longshore.dataset.git.object.TreeEntry;
import io.longshore.dataset.process.Command;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists the files of commits and of the index, with one process of git for each list. */
final class Listing {
  /** The mode that diff-tree prints if a commit does not have the path. */
  private static final String NO_ENTRY = "000000";

  private final GitRepository git;

  Listing(GitRepository git) {
    this.git = git;
  }

  /** All entries at or below {@code path} in {@code commit}; folders are followed. */
  List<TreeEntry> entries(ObjectId commit, RepositoryPath path) throws IOException {
    return entries(lsTree().operands(commit.hex(), path.value()));
  }

  List<TreeEntry> entries(ObjectId commit) throws IOException {
    return entries(lsTree().operands(commit.hex()));
  }

  private Command lsTree() {
    return git.git("ls-tree").options("-r", "-z", "--full-tree");
  }

  /** The objects in the index, by path. */
  Map<TrackedPath, ObjectId> index() throws IOException {
    Map<TrackedPath, ObjectId> objects = new HashMap<>();
    for (String field : git.run(git.git("ls-files").options("--stage", "-z")).fieldsOfBytes()) {
      int tab = field.indexOf('\t');
      objects.put(new TrackedPath(field.substring(tab + 1)), new ObjectId(field.split(" ", 3)[1]));
    }
    return objects;
  }

  private List<TreeEntry> entries(Command lsTree) throws IOException {
    List<TreeEntry> entries = new ArrayList<>();
    for (String field : git.run(lsTree).fieldsOfBytes()) {
      int tab = field.indexOf('\t');
      String[] words = field.substring(0, tab).split(" ");
      entries.add(
          new TreeEntry(
              new TrackedPath(field.substring(tab + 1)),
              EntryMode.parse(words[0]),
              new ObjectId(words[2])));
    }
    return List.copyOf(entries);
  }

  /** The paths at which two commits differ, sorted. */
  List<TreeDifference> differences(ObjectId from, ObjectId to) throws IOException {
    List<String> fields =
        git.run(
                git.git("diff-tree")
                    .options("-r", "-z", "--no-renames")
                    .revisions(from.hex(), to.hex()))
            .fieldsOfBytes();
    List<TreeDifference> differences = new ArrayList<>();
    for (int i = 0; i + 1 < fields.size(); i += 2) {
      String[] words = fields.get(i).substring(1).split(" ");
      TrackedPath path = new TrackedPath(fields.get(i + 1));
      differences.add(
          new TreeDifference(
              path, entry(path, words[0], words[2]), entry(path, words[1], words[3])));
    }
    return List.copyOf(differences);
  }

  private static Optional<TreeEntry> entry(TrackedPath path, String mode, String id) {
    return mode.equals(NO_ENTRY)
        ? Optional.empty()
        : Optional.of(new TreeEntry(path, EntryMode.parse(mode), new ObjectId(id)));
  }
}
