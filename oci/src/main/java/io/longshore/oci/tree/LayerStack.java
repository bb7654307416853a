package io.longshore.oci.tree;

import io.longshore.ground.FailureException;
import io.longshore.oci.layer.Layer;
import io.longshore.oci.layer.LayerFailures;
import io.longshore.oci.layer.LayerLimits;
import io.longshore.oci.layer.entry.Attributes;
import io.longshore.oci.layer.entry.FileName;
import io.longshore.oci.layer.entry.FilePath;
import io.longshore.oci.layer.entry.LayerEntry;
import io.longshore.oci.tree.PathResolution.UnresolvableException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Builds the merged tree entry by entry, the lowest layer first. {@link MergedTree} describes the
 * rules.
 */
public final class LayerStack {
  /**
   * Attributes that describe the machine on which a layer was made. Runtimes do not unpack them, so
   * the squashfs does not have them either.
   */
  private static final Set<String> HOST_ATTRIBUTES = Set.of("security.selinux", "system.nfs4_acl");

  /**
   * The attributes that overlayfs sets on files of the folders it stacks. overlayfs would also obey
   * them in an image, and a file marked as having its data elsewhere could not be read.
   *
   * @see <a href="https://docs.kernel.org/filesystems/overlayfs.html">Linux, Overlay Filesystem</a>
   */
  private static final List<String> OVERLAY_ATTRIBUTES =
      List.of("trusted.overlay.", "user.overlay.");

  private final DirectoryNode root = DirectoryNode.implicitRoot();
  private final Map<Attributes, Attributes> interned = new HashMap<>();
  private final LinkBudget links = new LinkBudget();
  private final TreeMemory memory;
  private Layer layer;
  private int index = -1;

  /**
   * The directory in which AUFS kept files with several names as targets of hard links in the
   * layer. It is not part of the merged tree and starts empty for each layer.
   */
  private DirectoryNode aufs = DirectoryNode.implicitRoot();

  public LayerStack(LayerLimits limits) {
    memory = new TreeMemory(limits, root);
  }

  DirectoryNode root() {
    return root;
  }

  /** The number of bytes of link targets read to place entries. */
  public long linkBytesRead() {
    return links.spent();
  }

  public void beginLayer(Layer next) {
    layer = next;
    index++;
    aufs = DirectoryNode.implicitRoot();
  }

  /**
   * @param ordinal of the entry in the current layer
   */
  public void add(LayerEntry entry, int ordinal) throws FailureException {
    links.addEntry();
    try {
      FilePath path = entry.path();
      if (path.isRoot()) {
        addRoot(entry);
      } else if (isAufsArea(path)) {
        place(entry, ordinal, aufs);
      } else {
        rejectReservedDirectories(path);
        Optional<Whiteout> whiteout = Whiteout.of(path.last());
        if (whiteout.isPresent()) {
          apply(whiteout.get(), path.parent());
        } else {
          place(entry, ordinal, root);
        }
      }
    } catch (UnresolvableException e) {
      throw malformed("has " + entry.path() + ", whose path leads through " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw malformed("has the whiteout " + entry.path() + ", which hides no possible name");
    }
  }

  private void addRoot(LayerEntry entry) throws FailureException {
    if (!(entry instanceof LayerEntry.Directory directory)) {
      throw malformed("has an entry that would make the root no directory");
    }
    root.describe(intern(directory.attributes()), directory.modified());
  }

  private static boolean isAufsArea(FilePath path) {
    FileName first = path.names().getFirst();
    return Whiteout.isAufs(first) && !first.equals(Whiteout.OPAQUE_NAME);
  }

  private void rejectReservedDirectories(FilePath path) throws FailureException {
    for (FileName name : path.names().subList(0, path.names().size() - 1)) {
      if (Whiteout.isReserved(name)) {
        throw malformed("has " + path + ", which is inside of a whiteout");
      }
    }
  }

  private void apply(Whiteout whiteout, FilePath parent) throws UnresolvableException {
    Optional<Node> node = PathResolution.follow(root, parent, links).node();
    if (node.orElse(null) instanceof DirectoryNode directory) {
      switch (whiteout) {
        case Whiteout.Hidden(FileName name) -> directory.removeUntouched(name, index);
        case Whiteout.Opaque() -> directory.removeAllUntouched(index);
        case Whiteout.Meaningless() -> {}
      }
    }
  }

  private void place(LayerEntry entry, int ordinal, DirectoryNode top)
      throws FailureException, UnresolvableException {
    PathResolution parent = PathResolution.follow(top, entry.path().parent(), links);
    memory.add(parent.missing() + 1, bytesOf(entry), layer);
    DirectoryNode directory = parent.makeDirectories();
    FileName name = entry.path().last();
    if (entry instanceof LayerEntry.Directory described
        && directory.childOrNull(name) instanceof DirectoryNode existing) {
      existing.describe(intern(described.attributes()), described.modified());
    } else {
      directory.remove(name); // first: a hard link to itself finds nothing
      directory.put(name, node(entry, ordinal));
    }
    parent.touch(index);
    directory.touch(name, index);
  }

  private static long bytesOf(LayerEntry entry) {
    long target = entry instanceof LayerEntry.SymbolicLink link ? link.target().length : 0;
    return entry.path().last().length() + target;
  }

  private Node node(LayerEntry entry, int ordinal) throws FailureException, UnresolvableException {
    return switch (entry) {
      case LayerEntry.Directory(FilePath _, Attributes attributes, long modified) ->
          DirectoryNode.explicit(intern(attributes), modified);
      case LayerEntry.RegularFile(FilePath _, Attributes attributes, long modified, long size) ->
          FileNode.inLayer(intern(attributes), modified, size, index, ordinal);
      case LayerEntry.SymbolicLink(
              FilePath _,
              Attributes attributes,
              long modified,
              byte[] target) ->
          new SymbolicLinkNode(
              intern(attributes.withPermissions(SymbolicLinkNode.PERMISSIONS)), modified, target);
      case LayerEntry.Device device ->
          new DeviceNode(
              intern(device.attributes()),
              device.modified(),
              device.kind(),
              device.major(),
              device.minor());
      case LayerEntry.Fifo(FilePath _, Attributes attributes, long modified) ->
          new FifoNode(intern(attributes), modified);
      case LayerEntry.HardLink link -> linked(link);
    };
  }

  private Node linked(LayerEntry.HardLink link) throws FailureException, UnresolvableException {
    FilePath target = link.target();
    if (target.isRoot()) {
      throw malformed("has the hard link " + link.path() + " to a directory, " + target);
    }
    DirectoryNode top = isAufsArea(target) ? aufs : root;
    Node parent = PathResolution.follow(top, target.parent(), links).node().orElse(null);
    Node node =
        parent instanceof DirectoryNode directory ? directory.childOrNull(target.last()) : null;
    if (node == null) {
      throw malformed(
          "has the hard link "
              + link.path()
              + " to "
              + target
              + ", which is not there: no layer so far has it, or a whiteout hides it");
    }
    if (node instanceof DirectoryNode) {
      throw malformed("has the hard link " + link.path() + " to a directory, " + target);
    }
    node.markLinked();
    return node;
  }

  private Attributes intern(Attributes attributes) throws FailureException {
    Attributes kept =
        attributes.withExtended(attributes.extended().without(LayerStack::isOfTheHost));
    Attributes known = interned.putIfAbsent(kept, kept);
    if (known != null) {
      return known;
    }
    memory.addAttributes(kept.extended(), layer);
    return kept;
  }

  private static boolean isOfTheHost(String attribute) {
    return HOST_ATTRIBUTES.contains(attribute)
        || OVERLAY_ATTRIBUTES.stream().anyMatch(attribute::startsWith);
  }

  private FailureException malformed(String problem) {
    return LayerFailures.malformed(layer, problem, null);
  }
}
