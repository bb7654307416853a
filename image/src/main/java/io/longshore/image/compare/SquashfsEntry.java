package io.longshore.image.compare;

import io.longshore.ground.Digest;
import io.longshore.ground.Printable;
import io.longshore.oci.layer.entry.FileName;
import io.longshore.squashfs.Attributes;
import io.longshore.squashfs.Inode;
import io.longshore.squashfs.SquashfsReader;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.SortedMap;
import java.util.TreeMap;

/** A file in a squashfs. */
public final class SquashfsEntry implements TreeEntry {
  private static final int BUFFER_SIZE = 1 << 16;

  private final SquashfsReader reader;
  private final Inode inode;

  private SquashfsEntry(SquashfsReader reader, Inode inode) {
    this.reader = reader;
    this.inode = inode;
  }

  /** The root. Like the reader, entries are used by one thread at a time. */
  public static SquashfsEntry root(SquashfsReader reader) {
    return new SquashfsEntry(reader, reader.root());
  }

  @Override
  public FileKind kind() {
    return switch (inode) {
      case Inode.DirectoryInode _ -> new FileKind.Folder();
      case Inode.FileInode file -> new FileKind.Regular(file.size());
      case Inode.SymbolicLinkInode link -> new FileKind.Link(Printable.bytes(link.target()));
      case Inode.DeviceInode device ->
          new FileKind.DeviceFile(
              switch (device.kind()) {
                case BLOCK -> FileKind.DeviceFile.Type.BLOCK;
                case CHARACTER -> FileKind.DeviceFile.Type.CHARACTER;
              },
              device.major(),
              device.minor());
      case Inode.FifoInode _ -> new FileKind.NamedPipe();
      case Inode.SocketInode _ -> new FileKind.LocalSocket();
    };
  }

  @Override
  public Attributes attributes() {
    return inode.attributes();
  }

  @Override
  public Object identity() {
    return inode.number();
  }

  @Override
  public boolean mayHaveOtherNames() {
    return inode.links() > 1;
  }

  @Override
  public SortedMap<FileName, TreeEntry> children() throws IOException {
    TreeMap<FileName, TreeEntry> children = new TreeMap<>();
    reader.list(
        (Inode.DirectoryInode) inode,
        entry -> children.put(name(entry.name()), new SquashfsEntry(reader, entry.inode())));
    return children;
  }

  // The format allows one byte more than any system that could mount it.
  private static FileName name(byte[] bytes) throws IOException {
    try {
      return FileName.of(bytes);
    } catch (IllegalArgumentException e) {
      throw new IOException("a name that no system can have: " + Printable.bytes(bytes), e);
    }
  }

  @Override
  public Digest content() throws IOException {
    MessageDigest digest = Digest.newMessageDigest();
    byte[] buffer = new byte[BUFFER_SIZE];
    try (InputStream content = reader.content((Inode.FileInode) inode)) {
      for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
    return Digest.finish(digest);
  }
}
