package io.longshore.squashfs;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule the reader enforces, broken once. */
class MalformedImageTest {
  private static final int BLOCK_SIZE = 12;
  private static final int FRAGMENT_COUNT = 16;
  private static final int COMPRESSOR = 20;
  private static final int BLOCK_LOG = 22;
  private static final int ID_COUNT = 26;
  private static final int VERSION = 28;
  private static final int ROOT_INODE = 32;
  private static final int BYTES_USED = 40;

  @TempDir Path folder;
  private DamagedImage image;

  @BeforeEach
  void makeAnImage() throws Exception {
    image = DamagedImage.make(folder);
  }

  @Test
  void undamagedItCanBeRead() throws IOException {
    image.read();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 95})
  void aFileTooShortForASuperblock(int length) throws IOException {
    Path file = Files.write(folder.resolve("short"), new byte[length]);
    try (FileChannel channel = FileChannel.open(file)) {
      MalformedSquashfsException e =
          assertThrows(MalformedSquashfsException.class, () -> SquashfsReader.open(channel, 0));
      assertTrue(e.reason().contains("no room for a superblock"), e.reason());
    }
  }

  @Test
  void anotherMagic() {
    image.u32(0, 0x68737173);
    rejected("no SquashFS magic");
  }

  @ParameterizedTest
  @CsvSource({"3, 0", "4, 1", "5, 0"})
  void anotherVersion(int major, int minor) {
    image.u16(VERSION, major).u16(VERSION + 2, minor);
    unsupported("version " + major + "." + minor);
  }

  @Test
  void anUnknownCompressor() {
    image.u16(COMPRESSOR, 9);
    unsupported("unknown compressor 9");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 2048, 5000, 2097152, 0x80000000L})
  void anImpossibleBlockSize(long size) {
    image.u32(BLOCK_SIZE, size);
    rejected("block size " + size);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 11, 13, 76, 65535})
  void aLogarithmThatContradictsTheBlockSize(int logarithm) {
    image.u16(BLOCK_LOG, logarithm);
    rejected("with logarithm " + logarithm);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 95, 1 << 30, Long.MAX_VALUE, -1})
  void aLengthTheFileHasNot(long length) {
    image.u64(BYTES_USED, length);
    rejected("an image of " + Long.toUnsignedString(length) + " bytes");
  }

  @Test
  void noIds() {
    image.u16(ID_COUNT, 0);
    rejected("no user and group ids");
  }

  @Test
  void moreIdsThanThereIsRoomFor() {
    long listed = image.superblock().bytesUsed() - image.superblock().idTable();
    image.u64(BYTES_USED, image.superblock().idTable() + 8).u16(ID_COUNT, 65535);
    assertTrue(listed > 0);
    image.u64(56, -1);
    rejected("256 bytes needed");
  }

  @ParameterizedTest
  @CsvSource({
    "48, id table",
    "56, extended attribute table",
    "64, inode table",
    "72, directory table",
    "80, fragment table",
    "88, export table"
  })
  void aTableOutsideTheImage(int field, String name) {
    for (long position : new long[] {0, 95, 1 << 30, Long.MIN_VALUE, -2}) {
      image.u64(field, position);
      rejected(name + " at " + Long.toUnsignedString(position) + ", outside");
    }
  }

  @Test
  void anInodeTableBehindTheDirectoryTable() {
    image.u64(64, image.superblock().directoryTable());
    rejected("inode table behind the directory table");
  }

  @Test
  void moreFragmentsThanInodes() {
    image.u32(FRAGMENT_COUNT, 7);
    rejected("7 fragments for 6 inodes");
  }

  @Test
  void aRootThatIsNoDirectory() {
    long offset = image.fileInode("other") - image.superblock().inodeTable() - 2;
    image.u64(ROOT_INODE, offset);
    rejected("the root is no directory");
  }

  @ParameterizedTest
  @ValueSource(ints = {8192, 65535})
  void aRootOutsideAnyMetadataBlock(int offset) {
    image.u64(ROOT_INODE, offset);
    rejected("root inode at an offset outside a metadata block");
  }

  @Test
  void aReferenceOutsideItsMetadataBlock() {
    image.u64(ROOT_INODE, 8191);
    rejected("offset 8191 lies outside this metadata block");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8193, 32767})
  void aMetadataBlockOfImpossibleLength(int length) {
    image.u16((int) image.superblock().inodeTable(), length | 0x8000);
    rejected("a metadata block of " + length + " bytes");
  }

  @Test
  void aMetadataBlockReachingIntoTheNextTable() {
    image.u16((int) image.superblock().inodeTable(), 0x8000 | 400);
    rejected("a metadata block outside its table");
  }

  @Test
  void aMetadataBlockThatDoesNotDecompress() {
    int header = image.bytes().getShort((int) image.superblock().inodeTable()) & 0x7fff;
    image.u16((int) image.superblock().inodeTable(), header);
    rejected("a metadata block that does not decompress");
  }

  @Test
  void aTableThatEndsWithinARecord() {
    int length = (int) image.superblock().rootInode() + 20;
    int start = (int) image.superblock().inodeTable();
    image.u16(start, 0x8000 | length).u64(72, start + 2 + length);
    rejected("a table ends within a record");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 15, 65535})
  void anInodeOfUnknownType(int type) {
    image.u16(image.fileInode("data"), type);
    rejected("an inode of type " + type);
  }

  @Test
  void anIdThatIsNotInTheTable() {
    image.u16(image.fileInode("data") + 4, 5);
    rejected("entry 5 of the id table, which has 1");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 7, 0xffff_ffffL})
  void anInodeNumberOutOfRange(long number) {
    image.u32(image.fileInode("data") + 12, number);
    rejected("inode number " + number + " of 6");
  }

  @Test
  void aFileSizeTheInodeTableHasNoRoomFor() {
    image.u64(image.fileInode("data") + 24, 5000L + (1L << 40));
    rejected("for which the inode table is too small");
  }

  @Test
  void aFileSizeBeyondAnyFile() {
    image.u64(image.fileInode("data") + 24, -1);
    rejected("a file of 18446744073709551615 bytes");
  }

  @Test
  void aFragmentThatIsNotInTheTable() {
    image.u32(image.fileInode("data") + 44, 2);
    rejected("entry 2 of the fragment table, which has 2");
  }

  @ParameterizedTest
  @ValueSource(longs = {3193, 0xffff_ffffL})
  void aTailBeyondTheEndOfAFragmentBlock(long offset) {
    image.u32(image.fileInode("data") + 48, offset);
    rejected("a tail of 904 bytes at " + offset);
  }

  @Test
  void aTailOfNoBytes() {
    image.u64(image.fileInode("data") + 24, 4096);
    rejected("a tail of 0 bytes");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 65536, 0xffff_ffffL})
  void aLinkTargetOfImpossibleLength(long length) {
    image.u32(image.linkInode() + 20, length);
    rejected("a target of " + length + " bytes");
  }

  @Test
  void aDirectoryHeaderForTooManyEntries() {
    image.u32(image.listing(""), 256);
    rejected("a directory header for 257 entries");
  }

  @Test
  void aNameThatIsTooLong() {
    image.u16(image.entry("other") + 6, 256);
    rejected("a name of 257 bytes");
  }

  @ParameterizedTest
  @CsvSource({"oth/r, has a slash", "oth\0r, has a NUL byte"})
  void aNameThatIsNone(String name, String defect) {
    image.text(image.entry("other") + 8, name);
    rejected(defect);
  }

  @Test
  void aNameThatIsReserved() {
    image.u16(image.entry("inner") + 6, 0).text(image.entry("inner") + 8, ".");
    rejected("is reserved");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aaaa", "data"})
  void aNameOutOfOrder(String name) {
    image.text(image.entry("link") + 8, name);
    rejected("the name '" + name + "' out of order");
  }

  @Test
  void anEntryOfAnotherTypeThanItsInode() {
    image.u16(image.entry("other") + 4, 3);
    rejected("the entry 'other' contradicts its inode");
  }

  @Test
  void anEntryWithAnotherNumberThanItsInode() {
    int position = image.entry("other") + 2;
    image.u16(position, image.bytes().getShort(position) - 1);
    rejected("the entry 'other' contradicts its inode");
  }

  @Test
  void aListingThatEndsWithinAnEntry() {
    int position = image.rootInode() + 24;
    image.u16(position, image.bytes().getShort(position) - 1);
    rejected("a directory listing that ends within an entry");
  }

  @Test
  void aDirectoryThatContainsItself() {
    int entry = image.entry("directory");
    int numberInHeader = image.bytes().getInt(image.listing("") + 8);
    int rootNumber = image.bytes().getInt(image.rootInode() + 12);
    image.u16(entry, (int) image.superblock().rootInode());
    image.u16(entry + 2, rootNumber - numberInHeader);
    rejected("the directory 'directory' stands in two places");
  }

  @ParameterizedTest
  @ValueSource(longs = {4097, 4097 | (1 << 24), 1 << 25, 0xffff_ffffL})
  void aBlockOfImpossibleSize(long size) {
    image.u32(image.fileInode("data") + 56, size);
    rejected("a block of stored size " + size);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 95, 1 << 30, Long.MAX_VALUE, -1})
  void dataOutsideTheDataArea(long position) {
    image.u64(image.fileInode("data") + 16, position);
    rejected("data at " + position + ", outside the data area");
  }

  @Test
  void aBlockThatDoesNotDecompress() {
    image.u32(image.fileInode("data") + 56, 4096);
    rejected("a block that does not decompress");
  }

  @Test
  void aBlockWithTooFewBytes() {
    image.u32(image.fileInode("data") + 56, 4095 | (1 << 24));
    rejected("a block of 4095 bytes instead of 4096");
  }

  @Test
  void aFragmentBlockThatIsTooShort() {
    int block = image.firstBlock(image.superblock().fragmentTable());
    image.u32(block + 2 + 8, 100 | (1 << 24));
    rejected("a fragment block of 100 bytes, too short for a tail in it");
  }

  @Test
  void aFragmentBlockOfNothing() {
    image.u32(image.firstBlock(image.superblock().fragmentTable()) + 2 + 8, 0);
    rejected("a block that does not decompress");
  }

  @Test
  void extendedAttributesOutsideTheImage() {
    image.u64((int) image.superblock().extendedAttributeTable(), 1L << 40);
    rejected("extended attributes at 1099511627776");
  }

  @Test
  void aTableOfNoExtendedAttributes() {
    image.u32((int) image.superblock().extendedAttributeTable() + 8, 0);
    rejected("a table of no extended attributes");
  }

  @Test
  void aSetThatIsNotInTheTable() {
    image.u32(image.fileInode("data") + 52, 1);
    rejected("entry 1 of the extended attribute table, which has 1");
  }

  @Test
  void anExtendedAttributeOfUnknownType() {
    image.u16(attribute("first"), 3);
    rejected("an extended attribute of type 3");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 251, 65535})
  void anExtendedAttributeNameOfImpossibleLength(int length) {
    image.u16(attribute("first") + 2, length);
    rejected("an extended attribute with a name of " + length + " bytes");
  }

  @ParameterizedTest
  @ValueSource(longs = {65537, 0xffff_ffffL})
  void anExtendedAttributeValueThatIsTooLong(long length) {
    image.u32(attribute("first") + 9, length);
    rejected("an extended attribute of " + length + " bytes");
  }

  @Test
  void aReferenceToAValueThatIsNone() {
    image.u16(attribute("first"), 0x100);
    rejected("a reference of 3 bytes");
  }

  @Test
  void anExtendedAttributeTwice() {
    image.text(attribute("secon") + 4, "first");
    rejected("an extended attribute twice");
  }

  @Test
  void anExtendedAttributeWithANulInItsName() {
    image.text(attribute("secon") + 4, "seco\0");
    rejected("with a NUL byte in its name");
  }

  @Test
  void aFileThatShrinksWhileItIsRead() throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve("image"), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      SquashfsReader reader = SquashfsReader.open(channel, 0);
      channel.truncate(image.superblock().directoryTable());
      MalformedSquashfsException e =
          assertThrows(
              MalformedSquashfsException.class, () -> reader.list(reader.root(), entry -> {}));
      assertTrue(e.reason().contains("the file ends here"), e.reason());
    }
  }

  @Test
  void moreExtendedAttributesThanThereAre() {
    int set = image.firstBlock(image.superblock().extendedAttributeTable() + 16) + 2;
    image.u32(set + 8, 0xffff_ffffL);
    rejected("a table ends within a record");
  }

  private int attribute(String name) {
    return image.find(name, (int) image.superblock().idTable()) - 4;
  }

  private void rejected(String reason) {
    MalformedSquashfsException e =
        assertThrows(MalformedSquashfsException.class, () -> image.read());
    assertTrue(e.reason().contains(reason), e.getMessage());
  }

  private void unsupported(String problem) {
    UnsupportedSquashfsException e =
        assertThrows(UnsupportedSquashfsException.class, () -> image.read());
    assertTrue(e.getMessage().contains(problem), e.getMessage());
  }
}
