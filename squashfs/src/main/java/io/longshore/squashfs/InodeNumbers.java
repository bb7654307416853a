package io.longshore.squashfs;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.IdentityHashMap;

/**
 * Numbers and link counts of all nodes of a tree. The root is 1; the entries of a directory have
 * consecutive numbers, which keeps the differences in its listing small.
 */
final class InodeNumbers {
  private final IdentityHashMap<Node, Integer> numbers = new IdentityHashMap<>();
  private int[] links = new int[64];

  private InodeNumbers() {}

  /**
   * @param owner the writer whose {@link FileContent} the tree may use
   * @throws IllegalArgumentException if a directory stands in two places or content was written by
   *     another writer
   */
  static InodeNumbers of(Directory root, DataWriter owner) {
    InodeNumbers result = new InodeNumbers();
    Deque<Directory> unvisited = new ArrayDeque<>();
    result.add(root, owner);
    unvisited.push(root);
    while (!unvisited.isEmpty()) {
      Directory directory = unvisited.pop();
      for (int i = 0; i < directory.size(); i++) {
        Node node = directory.node(i);
        boolean isNew = result.add(node, owner);
        if (node instanceof Directory child) {
          if (!isNew) {
            throw new IllegalArgumentException(
                "a directory stands in two places, once as " + FileName.display(directory.name(i)));
          }
          unvisited.push(child);
        }
      }
    }
    return result;
  }

  int of(Node node) {
    return numbers.get(node);
  }

  int links(Node node) {
    return links[of(node) - 1];
  }

  int count() {
    return numbers.size();
  }

  private boolean add(Node node, DataWriter owner) {
    Integer known = numbers.putIfAbsent(node, numbers.size() + 1);
    if (known != null) {
      links[known - 1]++;
      return false;
    }
    if (node instanceof Node.RegularFile file && !file.content().belongsTo(owner)) {
      throw new IllegalArgumentException("the tree has file content from another writer");
    }
    if (numbers.size() > links.length) {
      links = Arrays.copyOf(links, links.length + links.length / 2);
    }
    links[numbers.size() - 1] = 1;
    return true;
  }
}
