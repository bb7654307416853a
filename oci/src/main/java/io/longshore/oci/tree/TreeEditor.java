package io.longshore.oci.tree;

import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.layer.entry.Attributes;
import io.longshore.oci.layer.entry.FileName;
import io.longshore.oci.layer.entry.FilePath;
import io.longshore.oci.tree.PathResolution.UnresolvableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes a {@link MergedTree} like a process that has the tree as its root directory: symbolic
 * links on a path are followed and cannot leave the tree.
 *
 * <p>Methods that need a directory make missing directories on the path, with the attributes and
 * times of an implicit directory. They throw a {@link FailureException} of kind {@link
 * FailureKind#UNSUPPORTED} if a file on the path is not a directory or links form a circle.
 * Replacing or removing the root throws an {@link IllegalArgumentException}.
 */
public final class TreeEditor {
  private final DirectoryNode root;
  private final List<byte[]> givenContents;
  private final LinkBudget links = new LinkBudget();

  TreeEditor(DirectoryNode root, List<byte[]> givenContents) {
    this.root = root;
    this.givenContents = givenContents;
  }

  /** The node at {@code path}; a link at its end is followed too. Empty if there is none. */
  public Optional<Node> find(FilePath path) {
    try {
      return PathResolution.follow(root, path, links).node();
    } catch (UnresolvableException e) {
      return Optional.empty();
    }
  }

  /** The node at {@code path}; links on the path are followed, but not a link at its end. */
  public Optional<Node> findWithoutFollowing(FilePath path) {
    if (path.isRoot()) {
      return Optional.of(root);
    }
    return find(path.parent())
        .flatMap(
            parent ->
                parent instanceof DirectoryNode directory
                    ? directory.child(path.last())
                    : Optional.empty());
  }

  /**
   * Makes directories like {@code mkdir -p}: an existing directory, or a link to one, stays
   * unchanged. Missing directories on the path get the same attributes and time.
   */
  public DirectoryNode makeDirectories(FilePath path, Attributes attributes, long modified)
      throws FailureException {
    DirectoryNode directory = root;
    for (int i = 1; i <= path.names().size(); i++) {
      FilePath ancestor = new FilePath(path.names().subList(0, i));
      Optional<Node> existing = findWithoutFollowing(ancestor);
      if (existing.isEmpty()) {
        DirectoryNode made = DirectoryNode.explicit(attributes, modified);
        directory.put(ancestor.last(), made);
        directory = made;
      } else {
        directory = existingDirectory(ancestor);
      }
    }
    return directory;
  }

  private DirectoryNode existingDirectory(FilePath path) throws FailureException {
    if (find(path).orElse(null) instanceof DirectoryNode directory) {
      return directory;
    }
    throw blocked(path, "is there and is no directory");
  }

  /** Puts a regular file at {@code path} and replaces any file there. */
  public FileNode putFile(FilePath path, Attributes attributes, long modified, byte[] content)
      throws FailureException {
    FileNode file = FileNode.given(attributes, modified, content.length, givenContents.size());
    put(path, file);
    givenContents.add(content.clone());
    return file;
  }

  /**
   * Puts a symbolic link at {@code path} and replaces any file there.
   *
   * @throws IllegalArgumentException if {@code target} is not 1 to 4095 bytes
   */
  public SymbolicLinkNode putSymbolicLink(
      FilePath path, Attributes attributes, long modified, byte[] target) throws FailureException {
    if (target.length == 0 || target.length > FilePath.MAXIMUM_LENGTH) {
      throw new IllegalArgumentException("a link target of " + target.length + " bytes");
    }
    SymbolicLinkNode link = new SymbolicLinkNode(attributes, modified, target.clone());
    put(path, link);
    return link;
  }

  /**
   * Removes the file or directory at {@code path}, with everything below; does nothing if there is
   * none.
   */
  public void remove(FilePath path) {
    if (find(path.parent()).orElse(null) instanceof DirectoryNode directory) {
      directory.remove(path.last());
    }
  }

  private void put(FilePath path, Node node) throws FailureException {
    try {
      PathResolution parent = PathResolution.follow(root, path.parent(), links);
      Optional<FilePath> obstacle = parent.obstacle();
      if (obstacle.isPresent()) {
        throw blocked(obstacle.get(), "is there and is no directory");
      }
      parent.makeDirectories().put(path.last(), node);
    } catch (UnresolvableException e) {
      throw blocked(path, "leads through " + e.getMessage());
    }
  }

  private static FailureException blocked(FilePath path, String problem) {
    return new FailureException(
        FailureKind.UNSUPPORTED,
        path.toString(),
        problem + " in the image",
        "use an image without it, or leave out of the recipe what needs it");
  }

  /**
   * Does the same as {@code chmod -R a+rX}: everything below {@code path} becomes readable for all;
   * directories, and files that are executable for anyone, become executable for all. A link at
   * {@code path} is followed, links below are not. A file that has further names elsewhere changes
   * there too.
   */
  public void makeReadable(FilePath path) throws FailureException {
    Node node =
        find(path).orElseThrow(() -> blocked(path, "is to be made readable and is not there"));
    Map<Attributes, Attributes> shared = new HashMap<>();
    Deque<Node> left = new ArrayDeque<>();
    left.push(node);
    while (!left.isEmpty()) {
      Node next = left.pop();
      makeReadable(next, shared);
      if (next instanceof DirectoryNode directory) {
        directory.forEach((name, child) -> left.push(child));
      }
    }
  }

  private static void makeReadable(Node node, Map<Attributes, Attributes> shared) {
    if (node instanceof SymbolicLinkNode) {
      return;
    }
    Attributes before = node.attributes();
    boolean executable = node instanceof DirectoryNode || (before.permissions() & 0111) != 0;
    int after = before.permissions() | (executable ? 0555 : 0444);
    if (after != before.permissions()) {
      node.setAttributes(shared.computeIfAbsent(before.withPermissions(after), a -> a));
    }
  }

  /** Does the same as {@code chmod u+rwx} of the root. */
  public void makeRootUsable() {
    root.setAttributes(root.attributes().withPermissions(root.attributes().permissions() | 0700));
  }

  /**
   * Replaces each device node that has a name outside of {@code kept} by an empty file with the
   * same attributes and times, under all its names.
   */
  public void replaceDevicesOutside(FilePath kept) {
    IdentityHashMap<Node, FileNode> replaced = new IdentityHashMap<>();
    DirectoryNode left =
        findWithoutFollowing(kept).orElse(null) instanceof DirectoryNode directory
            ? directory
            : null;
    forEachEntry(
        Optional.ofNullable(left),
        (_, _, node) -> {
          if (node instanceof DeviceNode) {
            replaced.computeIfAbsent(node, this::emptyFile);
          }
        });
    if (replaced.isEmpty()) {
      return;
    }
    List<Runnable> changes = new ArrayList<>();
    forEachEntry(
        Optional.empty(),
        (directory, name, node) -> {
          FileNode file = replaced.get(node);
          if (file != null) {
            changes.add(() -> directory.put(name, file));
          }
        });
    changes.forEach(Runnable::run);
  }

  private FileNode emptyFile(Node node) {
    FileNode file = FileNode.given(node.attributes(), node.modified(), 0, givenContents.size());
    givenContents.add(new byte[0]);
    if (node.isLinked()) {
      file.markLinked();
    }
    return file;
  }

  private interface Visitor {
    void visit(DirectoryNode directory, FileName name, Node node);
  }

  private void forEachEntry(Optional<DirectoryNode> leftOut, Visitor visitor) {
    Deque<DirectoryNode> left = new ArrayDeque<>(List.of(root));
    while (!left.isEmpty()) {
      DirectoryNode directory = left.pop();
      directory.forEach(
          (name, node) -> {
            visitor.visit(directory, name, node);
            if (node instanceof DirectoryNode below && leftOut.orElse(null) != below) {
              left.push(below);
            }
          });
    }
  }
}
