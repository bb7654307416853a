package io.longshore.sif;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SifWriterTest {
  private static final SifHeader HEADER =
      SifHeader.of(Architecture.AMD64, SifHeader.ZERO_ID, 1_700_000_000L);
  private static final DataObject EMPTY = new DataObject(DataType.GENERIC, "", new byte[0]);

  @TempDir private Path directory;
  private FileChannel channel;

  @BeforeEach
  void openFile() throws IOException {
    channel =
        FileChannel.open(
            directory.resolve("new.sif"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  @AfterEach
  void closeFile() throws IOException {
    channel.close();
  }

  @Test
  void writesTheBytesThatTheFormatPrescribes() throws IOException {
    TinySif.write(channel);
    byte[] expected = readGolden("tiny-sif.hex", (int) channel.size());
    assertArrayEquals(expected, Files.readAllBytes(directory.resolve("new.sif")));
  }

  /** Lines of {@code offset: bytes}, both hexadecimal; all other bytes are zero. */
  private static byte[] readGolden(String name, int size) throws IOException {
    byte[] bytes = new byte[size];
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                SifWriterTest.class.getResourceAsStream(name), StandardCharsets.UTF_8))) {
      for (String line; (line = lines.readLine()) != null; ) {
        if (!line.startsWith("#")) {
          int colon = line.indexOf(':');
          byte[] part = HexFormat.of().parseHex(line.substring(colon + 1).replace(" ", ""));
          int offset = HexFormat.fromHexDigits(line.substring(0, colon));
          System.arraycopy(part, 0, bytes, offset, part.length);
        }
      }
    }
    return bytes;
  }

  @Test
  void theFirstObjectFollowsTheTableAtOnceAndAPartitionStartsOnAPage() throws IOException {
    SifWriter writer = SifWriter.create(channel, HEADER);
    writer.addObject(EMPTY);
    assertEquals(32768, writer.beginPartition(PartitionSpec.primarySquashfs(Architecture.AMD64)));
    channel.write(ByteBuffer.allocate(4096), 32768);
    writer.endPartition(4096);
    assertEquals(
        36864,
        writer.beginPartition(
            new PartitionSpec(FileSystemType.SQUASHFS, PartitionType.OVERLAY, Architecture.AMD64)));
  }

  @Test
  void untilItIsFinishedTheFileIsNoSif() throws IOException {
    SifWriter writer = SifWriter.create(channel, HEADER);
    writer.addObject(new DataObject(DataType.GENERIC, "", new byte[] {1}));
    assertThrows(
        MalformedSifException.class, () -> SifFile.open(directory.resolve("new.sif")).close());
    writer.finish();
    SifFile.open(directory.resolve("new.sif")).close();
  }

  @Test
  void aFileThatIsNotEmptyIsRejected() throws IOException {
    channel.write(ByteBuffer.allocate(1), 0);
    assertThrows(IllegalArgumentException.class, () -> SifWriter.create(channel, HEADER));
  }

  @Test
  void aPartitionWhoseContentIsShorterOrLongerThanSaidIsRejected() throws IOException {
    SifWriter writer = SifWriter.create(channel, HEADER);
    long offset = writer.beginPartition(PartitionSpec.primarySquashfs(Architecture.AMD64));
    channel.write(ByteBuffer.allocate(100), offset);
    assertThrows(IllegalArgumentException.class, () -> writer.endPartition(101));
    assertThrows(IllegalArgumentException.class, () -> writer.endPartition(99));
    assertThrows(IllegalArgumentException.class, () -> writer.endPartition(0));
    assertThrows(IllegalArgumentException.class, () -> writer.endPartition(-1));
    writer.endPartition(100);
  }

  @Test
  void asManyObjectsAsTheTableHoldsAndNoMore() throws IOException {
    SifWriter writer = SifWriter.create(channel, HEADER);
    for (int i = 0; i < 48; i++) {
      writer.addObject(EMPTY);
    }
    assertThrows(IllegalStateException.class, () -> writer.addObject(EMPTY));
    writer.finish();
    try (SifFile sif = SifFile.open(directory.resolve("new.sif"))) {
      assertEquals(48, sif.descriptors().size());
      assertEquals(0, sif.regions().descriptorsFree());
    }
  }

  @Test
  void aSecondPrimaryPartitionIsRejected() throws IOException {
    SifWriter writer = SifWriter.create(channel, HEADER);
    PartitionSpec primary = PartitionSpec.primarySquashfs(Architecture.AMD64);
    channel.write(ByteBuffer.allocate(10), writer.beginPartition(primary));
    writer.endPartition(10);
    assertThrows(IllegalArgumentException.class, () -> writer.beginPartition(primary));
  }

  @Test
  void aPrimaryPartitionOfAnotherArchitectureThanTheHeaderIsRejected() throws IOException {
    SifWriter writer = SifWriter.create(channel, HEADER);
    assertThrows(
        IllegalArgumentException.class,
        () -> writer.beginPartition(PartitionSpec.primarySquashfs(Architecture.ARM64)));
  }

  @Test
  void whileAPartitionIsOpenNothingElseIsWritten() throws IOException {
    SifWriter writer = SifWriter.create(channel, HEADER);
    assertThrows(IllegalStateException.class, () -> writer.endPartition(1));
    PartitionSpec primary = PartitionSpec.primarySquashfs(Architecture.AMD64);
    writer.beginPartition(primary);
    assertThrows(IllegalStateException.class, () -> writer.beginPartition(primary));
    assertThrows(IllegalStateException.class, () -> writer.addObject(EMPTY));
    assertThrows(IllegalStateException.class, writer::finish);
  }

  @Test
  void afterTheEndNothingElseIsWritten() throws IOException {
    SifWriter writer = SifWriter.create(channel, HEADER);
    writer.finish();
    assertThrows(IllegalStateException.class, () -> writer.addObject(EMPTY));
    assertThrows(IllegalStateException.class, writer::finish);
  }

  @Test
  void whatDoesNotFitItsFieldIsRejected() {
    byte[] none = new byte[0];
    assertThrows(
        IllegalArgumentException.class,
        () -> new DataObject(DataType.GENERIC, "é".repeat(65), none));
    assertEquals(
        64, new DataObject(DataType.GENERIC, "é".repeat(64), none).name().codePoints().count());
    assertThrows(
        IllegalArgumentException.class, () -> new DataObject(DataType.GENERIC, "a\0", none));
    assertThrows(
        IllegalArgumentException.class,
        () -> new DataObject(DataType.GENERIC, "", none, new byte[385]));
    assertThrows(
        IllegalArgumentException.class, () -> new DataObject(DataType.PARTITION, "", none));
    assertThrows(
        IllegalArgumentException.class,
        () -> new SifHeader("#".repeat(32), Architecture.AMD64, SifHeader.ZERO_ID, 0, 0));
  }
}
