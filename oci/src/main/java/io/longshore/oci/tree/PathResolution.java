package io.longshore.oci.tree;

import io.longshore.oci.layer.entry.FileName;
import io.longshore.oci.layer.entry.FilePath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Resolves a path in a tree like a process that has the tree as its root directory. Unlike a
 * process, it continues by text alone where an entry is missing, because missing directories may be
 * made later.
 *
 * <p>Symbolic links are followed, also at the end of the path, and absolute links from the root.
 * {@code ..} at the root stays at the root.
 */
public final class PathResolution {
  /** The most links that are followed, as in umoci; more links count as a circle. */
  public static final int MAXIMUM_LINKS = 255;

  static final int MAXIMUM_DEPTH = FilePath.MAXIMUM_LENGTH / 2;

  private final DirectoryNode root;
  private final List<FileName> names = new ArrayList<>();

  /** The nodes of {@link #names}, by index; null for a missing entry. */
  private final List<Node> nodes = new ArrayList<>();

  private PathResolution(DirectoryNode root) {
    this.root = root;
  }

  /** The path cannot be resolved, not even to a place where a file could be put. */
  static final class UnresolvableException extends Exception {
    UnresolvableException(String reason) {
      super(reason);
    }
  }

  /**
   * @param budget limits the links that are read
   */
  static PathResolution follow(DirectoryNode root, FilePath path, LinkBudget budget)
      throws UnresolvableException {
    PathResolution resolution = new PathResolution(root);
    budget.beginPath();
    resolution.walk(path, budget);
    return resolution;
  }

  private void walk(FilePath path, LinkBudget budget) throws UnresolvableException {
    Deque<Step> steps = new ArrayDeque<>();
    for (FileName name : path.names()) {
      steps.add(new Step.Into(name));
    }
    int followed = 0;
    while (!steps.isEmpty()) {
      switch (steps.pop()) {
        case Step.Up() -> leave();
        case Step.Into(FileName name) -> {
          Node node = last() instanceof DirectoryNode inside ? inside.childOrNull(name) : null;
          if (node instanceof SymbolicLinkNode link) {
            followed++;
            if (followed > MAXIMUM_LINKS) {
              throw new UnresolvableException("too many symbolic links, or a circle of them");
            }
            budget.spend(link.sharedTarget().length);
            expand(link.sharedTarget(), steps);
          } else {
            enter(name, node);
          }
        }
      }
    }
  }

  private sealed interface Step {
    record Up() implements Step {}

    record Into(FileName name) implements Step {}
  }

  private void expand(byte[] target, Deque<Step> steps) throws UnresolvableException {
    if (target[0] == '/') {
      names.clear();
      nodes.clear();
    }
    int end = target.length;
    while (end > 0) {
      int start = end;
      while (start > 0 && target[start - 1] != '/') {
        start--;
      }
      push(target, start, end, steps);
      end = start - 1;
    }
  }

  private static void push(byte[] target, int start, int end, Deque<Step> steps)
      throws UnresolvableException {
    int length = end - start;
    if (length == 0 || (length == 1 && target[start] == '.')) {
      return;
    }
    if (length == 2 && target[start] == '.' && target[start + 1] == '.') {
      steps.push(new Step.Up());
      return;
    }
    if (length > FileName.MAXIMUM_LENGTH) {
      throw new UnresolvableException("a symbolic link with too long a name in its target");
    }
    steps.push(new Step.Into(FileName.of(target, start, end)));
  }

  private void enter(FileName name, Node node) throws UnresolvableException {
    if (names.size() == MAXIMUM_DEPTH) {
      throw new UnresolvableException("more than " + MAXIMUM_DEPTH + " directories inside another");
    }
    names.add(name);
    nodes.add(node);
  }

  private void leave() {
    if (!names.isEmpty()) {
      names.removeLast();
      nodes.removeLast();
    }
  }

  private Node last() {
    return nodes.isEmpty() ? root : nodes.getLast();
  }

  /** The node at the path; empty if there is none. */
  Optional<Node> node() {
    return Optional.ofNullable(last());
  }

  /** The number of directories that {@link #makeDirectories} would make. */
  int missing() {
    int missing = 0;
    for (Node node : nodes) {
      if (!(node instanceof DirectoryNode)) {
        missing++;
      }
    }
    return missing;
  }

  /**
   * Makes the path a directory, with all missing directories above. Existing files of other types
   * on the path are replaced.
   *
   * @return the last directory
   */
  DirectoryNode makeDirectories() {
    DirectoryNode directory = root;
    for (int i = 0; i < names.size(); i++) {
      if (nodes.get(i) instanceof DirectoryNode existing) {
        directory = existing;
      } else {
        DirectoryNode made = DirectoryNode.implicitIn(directory);
        directory.put(names.get(i), made);
        nodes.set(i, made);
        directory = made;
      }
    }
    return directory;
  }

  /** Marks all directories on the path, see {@link DirectoryNode#touch}. */
  void touch(int layer) {
    DirectoryNode directory = root;
    for (int i = 0; i < names.size(); i++) {
      directory.touch(names.get(i), layer);
      directory = (DirectoryNode) nodes.get(i);
    }
  }

  /** The first existing file on the path that is not a directory. */
  Optional<FilePath> obstacle() {
    for (int i = 0; i < names.size(); i++) {
      if (nodes.get(i) != null && !(nodes.get(i) instanceof DirectoryNode)) {
        return Optional.of(new FilePath(names.subList(0, i + 1)));
      }
    }
    return Optional.empty();
  }
}
