package io.longshore.squashfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A directory and its entries, in the order of their names as unsigned bytes. Two directories are
 * equal only if they are the same instance.
 */
public final class Directory implements Node {
  private final Attributes attributes;
  private final byte[][] names;
  private final Node[] nodes;

  private Directory(Attributes attributes, byte[][] names, Node[] nodes) {
    this.attributes = attributes;
    this.names = names;
    this.nodes = nodes;
  }

  public static Builder builder(Attributes attributes) {
    return new Builder(attributes);
  }

  @Override
  public Attributes attributes() {
    return attributes;
  }

  public int size() {
    return nodes.length;
  }

  /** The name of entry {@code index}; not to be changed. */
  byte[] name(int index) {
    return names[index];
  }

  Node node(int index) {
    return nodes[index];
  }

  /** Collects entries in any order. */
  public static final class Builder {
    private final Attributes attributes;
    private final List<Entry> entries = new ArrayList<>();

    private Builder(Attributes attributes) {
      this.attributes = attributes;
    }

    /**
     * @param name 1 to 256 bytes, without slash and NUL, not {@code .} or {@code ..}; not to be
     *     changed afterwards
     * @throws IllegalArgumentException for another name
     */
    public Builder add(byte[] name, Node node) {
      String defect = FileName.defect(name);
      if (!defect.isEmpty()) {
        throw new IllegalArgumentException("the name " + FileName.display(name) + " " + defect);
      }
      entries.add(new Entry(name, node));
      return this;
    }

    /** Calls {@link #add(byte[], Node)} with the name in UTF-8. */
    public Builder add(String name, Node node) {
      return add(name.getBytes(UTF_8), node);
    }

    /**
     * @throws IllegalArgumentException if two entries have the same name
     */
    public Directory build() {
      entries.sort(Comparator.comparing(Entry::name, Arrays::compareUnsigned));
      byte[][] names = new byte[entries.size()][];
      Node[] nodes = new Node[entries.size()];
      for (int i = 0; i < nodes.length; i++) {
        names[i] = entries.get(i).name();
        nodes[i] = entries.get(i).node();
        if (i > 0 && Arrays.equals(names[i - 1], names[i])) {
          throw new IllegalArgumentException("two entries are named " + FileName.display(names[i]));
        }
      }
      return new Directory(attributes, names, nodes);
    }
  }

  private record Entry(byte[] name, Node node) {}
}
