package io.longshore.squashfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small images that stand for more than there is memory or time for. */
class AmplificationTest {
  private static final int FIELD_LISTING_BLOCK = 16;
  private static final int FIELD_LISTING_LENGTH = 24;
  private static final int FIELD_LISTING_OFFSET = 26;

  @TempDir Path folder;

  @Test
  void directoriesThatShareOneListing() throws Exception {
    Path source = Files.createDirectories(folder.resolve("source"));
    Files.createDirectories(source.resolve("full"));
    Files.write(source.resolve("full/first"), new byte[0]);
    for (int i = 0; i < 1000; i++) {
      Files.createLink(source.resolve("full/name" + i), source.resolve("full/first"));
    }
    for (int i = 0; i < 40; i++) {
      Files.createDirectories(source.resolve("small" + i + "/empty"));
    }
    Path image = folder.resolve("image");
    Tool.run(
        "mksquashfs",
        source.toString(),
        image.toString(),
        "-quiet",
        "-no-progress",
        "-noI",
        "-noD");
    DamagedImage.read(image);
    share(image);
    refused(image, "directories with listings longer than their table, together");
  }

  /** Gives all directories the listing of "full". */
  private static void share(Path image) throws IOException {
    List<Inode.DirectoryInode> directories = new ArrayList<>();
    Inode.DirectoryInode[] full = new Inode.DirectoryInode[1];
    Superblock superblock;
    try (FileChannel channel = FileChannel.open(image)) {
      SquashfsReader reader = SquashfsReader.open(channel, 0);
      superblock = reader.superblock();
      reader.walk(
          (path, inode) -> {
            String name = new String(path, UTF_8);
            if (inode instanceof Inode.DirectoryInode directory) {
              if (name.equals("full")) {
                full[0] = directory;
              } else if (name.matches("small[0-9]+")) {
                directories.add(directory);
              }
            }
          });
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(image)).order(ByteOrder.LITTLE_ENDIAN);
    for (Inode.DirectoryInode directory : directories) {
      int inode = find(bytes, superblock, directory);
      int block = (int) (full[0].listing().block() - superblock.directoryTable());
      bytes.putInt(inode + FIELD_LISTING_BLOCK, block);
      bytes.putShort(inode + FIELD_LISTING_LENGTH, (short) (full[0].listingLength() + 3));
      bytes.putShort(inode + FIELD_LISTING_OFFSET, (short) full[0].listing().offset());
    }
    Files.write(image, bytes.array());
  }

  private static int find(ByteBuffer bytes, Superblock superblock, Inode.DirectoryInode directory) {
    for (int at = (int) superblock.inodeTable(); at < superblock.directoryTable(); at++) {
      if (bytes.getShort(at) == 1
          && bytes.getShort(at + 2) == directory.attributes().permissions()
          && bytes.getInt(at + 12) == directory.number()) {
        return at;
      }
    }
    throw new AssertionError("no inode " + directory.number());
  }

  @Test
  void aPathThatIsTooLong() throws IOException {
    Path image = folder.resolve("image");
    Images.write(image, Images.SMALL_BLOCKS, writer -> nested(16));
    refused(image, "a path of 4111 bytes");
    Images.write(image, Images.SMALL_BLOCKS, writer -> nested(15));
    DamagedImage.read(image);
  }

  private static Directory nested(int depth) {
    Directory inner = Directory.builder(Images.PLAIN).build();
    for (int i = 0; i < depth; i++) {
      inner = Directory.builder(Images.PLAIN).add("n".repeat(256), inner).build();
    }
    return inner;
  }

  @Test
  void moreExtendedAttributesThanAFileCanHave() throws IOException {
    TreeMap<String, byte[]> attributes = new TreeMap<>();
    for (int i = 0; i < 65; i++) {
      attributes.put("user." + i, new byte[65536]);
    }
    Attributes heavy = new Attributes(0755, 0, 0, 0, attributes);
    Path image = folder.resolve("image");
    Images.write(image, Images.SMALL_BLOCKS, writer -> Directory.builder(heavy).build());
    refused(image, "a file with more than 4194304 bytes of extended attributes");
  }

  /** Files that have one set of 2 MiB, which the image stores once. */
  private Path filesThatShareAttributes(int files) throws IOException {
    TreeMap<String, byte[]> attributes = new TreeMap<>();
    for (int i = 0; i < 32; i++) {
      attributes.put("user." + i, new byte[65536]);
    }
    Attributes heavy = new Attributes(0644, 0, 0, 0, attributes);
    Path image = folder.resolve("image");
    Images.write(
        image,
        Images.SMALL_BLOCKS,
        writer -> {
          Directory.Builder root = Directory.builder(Images.PLAIN);
          for (int i = 0; i < files; i++) {
            root.add("file" + i, new Node.Fifo(heavy));
          }
          return root.build();
        });
    assertTrue(Files.size(image) < 20_000, () -> image + " is no small image");
    return image;
  }

  @Test
  void attributesOfAllFilesThatTakeMoreThanTheImageCanStandFor() throws Exception {
    DamagedImage.read(filesThatShareAttributes(30));
    refused(filesThatShareAttributes(40), "link targets and extended attributes, together");
  }

  @Test
  void targetsOfAllLinksAreCountedToo() throws Exception {
    byte[] target = "a".repeat(Node.SymbolicLink.LONGEST_TARGET).getBytes(UTF_8);
    Path image = folder.resolve("image");
    Images.write(
        image,
        Images.SMALL_BLOCKS,
        writer -> {
          Directory.Builder root = Directory.builder(Images.PLAIN);
          for (int i = 0; i < 20_000; i++) {
            root.add("link" + i, new Node.SymbolicLink(Images.PLAIN, target));
          }
          return root.build();
        });
    refused(image, "link targets and extended attributes, together");
  }

  private static void refused(Path image, String reason) {
    MalformedSquashfsException e =
        assertThrows(MalformedSquashfsException.class, () -> DamagedImage.read(image));
    assertTrue(e.reason().contains(reason), e.getMessage());
  }
}
