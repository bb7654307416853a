package io.longshore.squashfs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Reads images compressed with gzip or zstd. Every value in an image is checked before it is used.
 * The memory needed does not depend on sizes that an image claims.
 *
 * <p>Every method throws {@link MalformedSquashfsException} where the image breaks a rule. The
 * channel must stay open as long as the reader is used. To be used by one thread at a time, streams
 * included.
 */
public final class SquashfsReader {
  /** PATH_MAX of Linux without its final NUL, in bytes. */
  private static final int LONGEST_PATH = 4095;

  private final Superblock superblock;
  private final MetadataReader metadata;
  private final InodeReader inodes;
  private final DataBlockReader data;
  private final Inode.DirectoryInode root;

  private SquashfsReader(Superblock superblock, ImageInput input) throws IOException {
    this.superblock = superblock;
    BlockDecompressor decompressor = superblock.compression().newDecompressor();
    metadata = new MetadataReader(input, decompressor);
    LookupTableReader ids =
        new LookupTableReader(
            input,
            metadata,
            "id",
            superblock.idTable(),
            superblock.idCount(),
            IdTable.ENTRY_LENGTH);
    LookupTableReader fragments =
        new LookupTableReader(
            input,
            metadata,
            "fragment",
            superblock.fragmentCount() == 0 ? 0 : superblock.fragmentTable(),
            superblock.fragmentCount(),
            FragmentTable.ENTRY_LENGTH);
    SharedBytes shared = new SharedBytes(superblock.bytesUsed());
    inodes =
        new InodeReader(
            superblock,
            metadata,
            ids,
            ExtendedAttributeReader.open(input, metadata, superblock, shared),
            shared);
    data = new DataBlockReader(input, superblock, decompressor, fragments);
    if (!(inodes.read(superblock.rootInode()) instanceof Inode.DirectoryInode directory)) {
      throw new MalformedSquashfsException(superblock.inodeTable(), "the root is no directory");
    }
    root = directory;
  }

  /**
   * @param start byte in {@code channel} where the image begins
   * @throws MalformedSquashfsException if there is no valid image
   * @throws UnsupportedSquashfsException for another version than 4.0 or another compressor
   */
  public static SquashfsReader open(FileChannel channel, long start) throws IOException {
    Superblock superblock = SuperblockReader.read(channel, start);
    return new SquashfsReader(superblock, new ImageInput(channel, start, superblock.bytesUsed()));
  }

  public Superblock superblock() {
    return superblock;
  }

  public Inode.DirectoryInode root() {
    return root;
  }

  /** Shows the entries of {@code directory} in the order of their names. */
  public void list(Inode.DirectoryInode directory, EntryVisitor visitor) throws IOException {
    DirectoryReader entries = openDirectory(directory);
    Optional<DirectoryEntry> entry = entries.next();
    while (entry.isPresent()) {
      visitor.visit(entry.get());
      entry = entries.next();
    }
  }

  /**
   * Shows every inode to {@code visitor}: the root first, with an empty path, then each directory
   * before its entries, and entries in the order of their names. Paths do not begin with a slash.
   *
   * <p>An image whose directories share listings, or with a path of more than 4095 bytes, is
   * refused: a small image could otherwise hold more entries than can be read in any useful time,
   * or paths that do not fit into memory.
   */
  public void walk(TreeVisitor visitor) throws IOException {
    visitor.visit(new byte[0], root);
    Set<Long> directories = new HashSet<>(Set.of(root.number()));
    long mostListed = metadata.mostBytesBetween(superblock.directoryTable(), endOfDirectoryTable());
    long listed = root.listingLength();
    Deque<Level> path = new ArrayDeque<>();
    path.push(new Level(new byte[0], openDirectory(root)));
    while (!path.isEmpty()) {
      Level level = path.getFirst();
      Optional<DirectoryEntry> next = level.entries().next();
      if (next.isEmpty()) {
        path.pop();
        continue;
      }
      byte[] child = join(level.path(), next.get().name());
      if (child.length > LONGEST_PATH) {
        throw new MalformedSquashfsException(
            superblock.directoryTable(), "a path of " + child.length + " bytes");
      }
      visitor.visit(child, next.get().inode());
      if (next.get().inode() instanceof Inode.DirectoryInode directory) {
        if (!directories.add(directory.number())) {
          throw new MalformedSquashfsException(
              directory.listing().block(),
              "the directory " + FileName.display(child) + " stands in two places");
        }
        listed += directory.listingLength();
        if (listed > mostListed) {
          throw new MalformedSquashfsException(
              directory.listing().block(),
              "directories with listings longer than their table, together");
        }
        path.push(new Level(child, openDirectory(directory)));
      }
    }
  }

  /** The data of {@code file}. The stream holds only memory and need not be closed. */
  public InputStream content(Inode.FileInode file) throws IOException {
    MetadataPosition sizes = file.layout().blockSizes();
    return new FileContentStream(
        data,
        new MetadataCursor(metadata, sizes.block(), superblock.directoryTable(), sizes.offset()),
        file);
  }

  private DirectoryReader openDirectory(Inode.DirectoryInode directory) throws IOException {
    return DirectoryReader.open(metadata, inodes, endOfDirectoryTable(), directory);
  }

  /**
   * An upper limit of the end of the directory table: the list of positions of the nearest table
   * behind it. The metadata blocks of that table stand before its list.
   */
  private long endOfDirectoryTable() {
    long end = superblock.idTable();
    if (superblock.exportTable() != Superblock.ABSENT) {
      end = Math.min(end, superblock.exportTable());
    }
    if (superblock.fragmentCount() > 0) {
      end = Math.min(end, superblock.fragmentTable());
    }
    return end;
  }

  private static byte[] join(byte[] directory, byte[] name) {
    if (directory.length == 0) {
      return name;
    }
    byte[] path = Arrays.copyOf(directory, directory.length + 1 + name.length);
    path[directory.length] = '/';
    System.arraycopy(name, 0, path, directory.length + 1, name.length);
    return path;
  }

  private record Level(byte[] path, DirectoryReader entries) {}

  public interface EntryVisitor {
    void visit(DirectoryEntry entry) throws IOException;
  }

  public interface TreeVisitor {
    /**
     * @param path from the root; the visitor must not change the array
     */
    void visit(byte[] path, Inode inode) throws IOException;
  }
}
