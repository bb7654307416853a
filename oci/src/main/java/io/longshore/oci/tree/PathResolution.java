package io.longshore.oci.tree;

import io.longshore.oci.layer.entry.FileName;
import io.longshore.oci.layer.entry.FilePath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Where a path leads in a tree, as for a process that has the tree as its root directory, except
 * that it goes on by text alone where nothing is there: missing directories may yet be made.
 *
 * <p>Symbolic links are followed, one at the end too, absolute ones from the root; {@code ..} at
 * the root stays there.
 */
public final class PathResolution {
  /** As many links umoci follows before it takes them for a circle. */
  public static final int MAXIMUM_LINKS = 255;

  static final int MAXIMUM_DEPTH = FilePath.MAXIMUM_LENGTH / 2;

  private final DirectoryNode root;
  private final List<FileName> names = new ArrayList<>();

  /** Beside {@link #names}: what has this name, or null. */
  private final List<Node> nodes = new ArrayList<>();

  private PathResolution(DirectoryNode root) {
    this.root = root;
  }

  /** A path that leads nowhere, not even to a place where something could be put. */
  static final class UnresolvableException extends Exception {
    UnresolvableException(String reason) {
      super(reason);
    }
  }

  /**
   * @param budget for the links on the way
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

  /** What is there. */
  Optional<Node> node() {
    return Optional.ofNullable(last());
  }

  /** How many directories {@link #makeDirectories} would make. */
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
   * Makes the path a directory, and with it what is missing on the way. What is there and is no
   * directory is replaced.
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

  /** Marks all directories on the way, see {@link DirectoryNode#touch}. */
  void touch(int layer) {
    DirectoryNode directory = root;
    for (int i = 0; i < names.size(); i++) {
      directory.touch(names.get(i), layer);
      directory = (DirectoryNode) nodes.get(i);
    }
  }

  /** The first thing on the way that is there and is no directory. */
  Optional<FilePath> obstacle() {
    for (int i = 0; i < names.size(); i++) {
      if (nodes.get(i) != null && !(nodes.get(i) instanceof DirectoryNode)) {
        return Optional.of(new FilePath(names.subList(0, i + 1)));
      }
    }
    return Optional.empty();
  }
}
