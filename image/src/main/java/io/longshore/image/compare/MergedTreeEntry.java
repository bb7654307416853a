package io.longshore.image.compare;

import io.longshore.ground.Digest;
import io.longshore.ground.Printable;
import io.longshore.image.StorableAttributes;
import io.longshore.oci.BlobSource;
import io.longshore.oci.layer.entry.FileName;
import io.longshore.oci.tree.DeviceNode;
import io.longshore.oci.tree.DirectoryNode;
import io.longshore.oci.tree.FifoNode;
import io.longshore.oci.tree.FileNode;
import io.longshore.oci.tree.MergedTree;
import io.longshore.oci.tree.Node;
import io.longshore.oci.tree.SymbolicLinkNode;
import io.longshore.squashfs.Attributes;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.IdentityHashMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** A file of merged layers, with the attributes it has in a SIF. */
public final class MergedTreeEntry implements TreeEntry {
  private final Node node;
  private final IdentityHashMap<FileNode, Digest> contents;
  private final long implicitTime;

  private MergedTreeEntry(
      Node node, IdentityHashMap<FileNode, Digest> contents, long implicitTime) {
    this.node = node;
    this.contents = contents;
    this.implicitTime = implicitTime;
  }

  /**
   * Makes the entry of the root. Reads the data of all files once to compute their digests.
   *
   * @param implicitTime time of directories that no layer describes, in seconds since 1970
   * @throws io.longshore.ground.FailureException as {@link MergedTree#forEachFileContent}
   */
  public static MergedTreeEntry root(MergedTree tree, BlobSource blobs, long implicitTime)
      throws IOException {
    IdentityHashMap<FileNode, Digest> contents = new IdentityHashMap<>();
    MessageDigest digest = Digest.newMessageDigest();
    OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
    tree.forEachFileContent(
        blobs,
        (file, content) -> {
          content.transferTo(out);
          contents.put(file, Digest.finish(digest));
        });
    return new MergedTreeEntry(tree.root(), contents, implicitTime);
  }

  @Override
  public FileKind kind() {
    return switch (node) {
      case DirectoryNode _ -> new FileKind.Folder();
      case FileNode file -> new FileKind.Regular(file.size());
      case SymbolicLinkNode link -> new FileKind.Link(Printable.bytes(link.target()));
      case DeviceNode device ->
          new FileKind.DeviceFile(
              switch (device.kind()) {
                case BLOCK -> FileKind.DeviceFile.Type.BLOCK;
                case CHARACTER -> FileKind.DeviceFile.Type.CHARACTER;
              },
              device.major(),
              device.minor());
      case FifoNode _ -> new FileKind.NamedPipe();
    };
  }

  @Override
  public Attributes attributes() {
    boolean implicit = node instanceof DirectoryNode directory && directory.isImplicit();
    return StorableAttributes.of(node, implicit ? implicitTime : node.modified());
  }

  /** The node: two nodes are equal only if they are the same instance. */
  @Override
  public Object identity() {
    return node;
  }

  @Override
  public boolean mayHaveOtherNames() {
    return true;
  }

  @Override
  public SortedMap<FileName, TreeEntry> children() {
    TreeMap<FileName, TreeEntry> children = new TreeMap<>();
    ((DirectoryNode) node)
        .forEach(
            (name, child) ->
                children.put(name, new MergedTreeEntry(child, contents, implicitTime)));
    return children;
  }

  @Override
  public Digest content() {
    return contents.get((FileNode) node);
  }
}
