package io.longshore.squashfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * An image made by mksquashfs with nothing compressed, so that each field can be found and changed
 * in place.
 *
 * <p>Blocks have 4096 bytes. It holds {@code data} (5000 bytes: a block and a tail, with two
 * extended attributes), {@code directory} with {@code inner}, {@code link} to {@code target} and
 * {@code other} (3 bytes).
 */
final class DamagedImage {
  private final Path file;
  private final ByteBuffer bytes;
  private final Map<String, Inode> inodes = new HashMap<>();
  private final Superblock superblock;

  private DamagedImage(Path file) throws IOException {
    this.file = file;
    bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(file)) {
      SquashfsReader reader = SquashfsReader.open(channel, 0);
      superblock = reader.superblock();
      reader.walk((path, inode) -> inodes.put(new String(path, UTF_8), inode));
    }
  }

  static DamagedImage make(Path folder) throws IOException, InterruptedException {
    Path source = Files.createDirectories(folder.resolve("source"));
    Files.write(source.resolve("data"), Images.text(5000, 1));
    Files.write(source.resolve("other"), new byte[] {1, 2, 3});
    Files.createSymbolicLink(source.resolve("link"), Path.of("target"));
    Files.createDirectory(source.resolve("directory"));
    Files.write(source.resolve("directory/inner"), new byte[] {4});
    Tool.run("setfattr", "-n", "user.first", "-v", "one", source.resolve("data").toString());
    Tool.run("setfattr", "-n", "user.secon", "-v", "two", source.resolve("data").toString());
    Path image = folder.resolve("image");
    Tool.run(
        "mksquashfs",
        source.toString(),
        image.toString(),
        "-noappend",
        "-quiet",
        "-no-progress",
        "-b",
        "4096",
        "-always-use-fragments",
        "-noI",
        "-noD",
        "-noF",
        "-noX");
    return new DamagedImage(image);
  }

  Superblock superblock() {
    return superblock;
  }

  /** Where the inode of a file begins. */
  int fileInode(String path) {
    Inode.FileInode inode = (Inode.FileInode) inodes.get(path);
    MetadataPosition behind = inode.layout().blockSizes();
    boolean extended = !inode.attributes().extendedAttributes().isEmpty();
    return (int) behind.block() + 2 + behind.offset() - (extended ? 56 : 32);
  }

  int linkInode() {
    return find("target", (int) superblock.inodeTable()) - 24;
  }

  int rootInode() {
    return (int) superblock.inodeTable() + 2 + (int) superblock.rootInode();
  }

  /** Where the listing of a directory begins, with its first header. */
  int listing(String path) {
    MetadataPosition listing = ((Inode.DirectoryInode) inodes.get(path)).listing();
    return (int) listing.block() + 2 + listing.offset();
  }

  /** Where the entry {@code name} of a directory begins. */
  int entry(String name) {
    return find(name, (int) superblock.directoryTable()) - 8;
  }

  /** Where the first block of an indexed table begins, with its header. */
  int firstBlock(long listPosition) {
    return (int) bytes.getLong((int) listPosition);
  }

  int find(String text, int from) {
    byte[] wanted = text.getBytes(UTF_8);
    for (int i = from; i + wanted.length <= bytes.capacity(); i++) {
      if (bytes.slice(i, wanted.length).equals(ByteBuffer.wrap(wanted))) {
        return i;
      }
    }
    throw new AssertionError("no '" + text + "' in the image");
  }

  ByteBuffer bytes() {
    return bytes;
  }

  DamagedImage u16(int position, int value) {
    bytes.putShort(position, (short) value);
    return this;
  }

  DamagedImage u32(int position, long value) {
    bytes.putInt(position, (int) value);
    return this;
  }

  DamagedImage u64(int position, long value) {
    bytes.putLong(position, value);
    return this;
  }

  DamagedImage text(int position, String value) {
    bytes.put(position, value.getBytes(UTF_8));
    return this;
  }

  /** Reads all there is. */
  void read() throws IOException {
    Files.write(file, bytes.array());
    read(file);
  }

  static void read(Path image) throws IOException {
    try (FileChannel channel = FileChannel.open(image)) {
      SquashfsReader reader = SquashfsReader.open(channel, 0);
      reader.walk(
          (path, inode) -> {
            if (inode instanceof Inode.FileInode regular) {
              try (InputStream content = reader.content(regular)) {
                long length = content.transferTo(java.io.OutputStream.nullOutputStream());
                assertTrue(length == regular.size());
              }
            }
          });
    }
  }
}
