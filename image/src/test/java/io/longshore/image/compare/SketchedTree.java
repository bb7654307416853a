package io.longshore.image.compare;

import io.longshore.ground.Digest;
import io.longshore.oci.layer.entry.FileName;
import io.longshore.squashfs.Attributes;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A tree in memory: {@code /a/b=x} a file, {@code /a/b/} a directory, {@code /a->b} a link.
 * Directories on the way are made; all have the same attributes.
 */
final class SketchedTree implements TreeEntry {
  private static final Attributes ATTRIBUTES = new Attributes(0755, 0, 0, 0);

  private final FileKind kind;
  private final String content;
  private final Attributes attributes;
  private final SortedMap<FileName, TreeEntry> children = new TreeMap<>();

  private SketchedTree(FileKind kind, String content, Attributes attributes) {
    this.kind = kind;
    this.content = content;
    this.attributes = attributes;
  }

  static SketchedTree of(Iterable<String> entries) {
    return of(ATTRIBUTES, entries);
  }

  /**
   * @param root attributes of the root
   */
  static SketchedTree of(Attributes root, Iterable<String> entries) {
    SketchedTree tree = new SketchedTree(new FileKind.Folder(), "", root);
    entries.forEach(tree::add);
    return tree;
  }

  private void add(String entry) {
    int link = entry.indexOf("->");
    int file = entry.indexOf('=');
    if (link > 0) {
      put(entry.substring(0, link), new FileKind.Link(entry.substring(link + 2)), "");
    } else if (file > 0) {
      String content = entry.substring(file + 1);
      put(entry.substring(0, file), new FileKind.Regular(content.length()), content);
    } else {
      directory(entry);
    }
  }

  private void put(String path, FileKind fileKind, String data) {
    int slash = path.lastIndexOf('/');
    directory(path.substring(0, slash + 1))
        .children
        .put(name(path.substring(slash + 1)), new SketchedTree(fileKind, data, ATTRIBUTES));
  }

  private SketchedTree directory(String path) {
    SketchedTree directory = this;
    for (String component : path.split("/")) {
      if (!component.isEmpty()) {
        directory =
            (SketchedTree)
                directory.children.computeIfAbsent(
                    name(component), _ -> new SketchedTree(new FileKind.Folder(), "", ATTRIBUTES));
      }
    }
    return directory;
  }

  private static FileName name(String text) {
    return FileName.of(text.getBytes(StandardCharsets.UTF_8));
  }

  ComparedImage image(String... recipeDirectories) {
    return new ComparedImage("sketch", 0, this, Set.of(recipeDirectories), () -> {});
  }

  @Override
  public FileKind kind() {
    return kind;
  }

  @Override
  public Attributes attributes() {
    return attributes;
  }

  @Override
  public Object identity() {
    return this;
  }

  @Override
  public boolean mayHaveOtherNames() {
    return false;
  }

  @Override
  public SortedMap<FileName, TreeEntry> children() {
    return children;
  }

  @Override
  public Digest content() {
    return Digest.of(content.getBytes(StandardCharsets.UTF_8));
  }
}
