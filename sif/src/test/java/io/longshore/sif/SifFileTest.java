package io.longshore.sif;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SifFileTest {
  @TempDir private Path directory;

  private Path tiny() throws IOException {
    Path path = directory.resolve("tiny.sif");
    TinySif.write(path);
    return path;
  }

  @Test
  void readsWhatWasWritten() throws IOException {
    try (SifFile sif = SifFile.open(tiny())) {
      assertEquals(SifHeader.of(Architecture.AMD64, TinySif.ID, TinySif.CREATED), sif.header());
      assertEquals(
          new SifRegions(
              45,
              48,
              4096,
              28080,
              32176,
              TinySif.PARTITION_OFFSET + TinySif.PARTITION.length - 32176),
          sif.regions());
      assertEquals(List.of(1, 2, 3), sif.descriptors().stream().map(SifDescriptor::id).toList());
      assertEquals(
          List.of("Def.FILE", "JSON.Generic", "FS"),
          sif.descriptors().stream().map(descriptor -> descriptor.type().label()).toList());
      SifDescriptor partition = sif.primaryPartition().orElseThrow();
      assertEquals(TinySif.PARTITION_OFFSET, partition.offset());
      assertEquals(
          Optional.of(PartitionSpec.primarySquashfs(Architecture.AMD64)), partition.partition());
      assertArrayEquals(TinySif.PARTITION, contentOf(sif, partition));
      assertArrayEquals(
          TinySif.JSON,
          contentOf(sif, sif.find(DataType.GENERIC_JSON, "oci-config.json").orElseThrow()));
      assertEquals(Optional.empty(), sif.find(DataType.GENERIC_JSON, "other.json"));
    }
  }

  private static byte[] contentOf(SifFile sif, SifDescriptor descriptor) throws IOException {
    try (InputStream content = sif.contentOf(descriptor)) {
      return content.readAllBytes();
    }
  }

  @Test
  void objectsAreStreamedIndependently() throws IOException {
    try (SifFile sif = SifFile.open(tiny())) {
      InputStream first = sif.contentOf(sif.descriptors().get(0));
      InputStream second = sif.contentOf(sif.descriptors().get(2));
      assertEquals('b', first.read());
      assertEquals('h', second.read());
      assertEquals(9, first.skip(9));
      assertEquals(' ', first.read());
      assertEquals(TinySif.PARTITION.length - 1, second.available());
      assertEquals(TinySif.PARTITION.length - 1, second.skip(1000));
      assertEquals(-1, second.read());
    }
  }

  @Test
  void readSmallRefusesWhatIsLargerThanExpected() throws IOException {
    try (SifFile sif = SifFile.open(tiny())) {
      SifDescriptor json = sif.descriptors().get(1);
      assertEquals(ByteBuffer.wrap(TinySif.JSON), sif.readSmall(json, 2));
      assertThrows(MalformedSifException.class, () -> sif.readSmall(json, 1));
    }
  }

  @Test
  void aFileThatShrinksWhileItIsReadIsNoticed() throws IOException {
    Path path = tiny();
    try (SifFile sif = SifFile.open(path);
        FileChannel other = FileChannel.open(path, StandardOpenOption.WRITE)) {
      other.truncate(TinySif.PARTITION_OFFSET + 3);
      SifDescriptor partition = sif.primaryPartition().orElseThrow();
      assertThrows(MalformedSifException.class, () -> contentOf(sif, partition));
    }
  }

  @Test
  void descriptorsOfAnotherFileAreRejected() throws IOException {
    Path empty = directory.resolve("empty.sif");
    try (FileChannel channel =
        FileChannel.open(empty, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      SifWriter.create(channel, SifHeader.of(Architecture.UNKNOWN, SifHeader.ZERO_ID, 0)).finish();
    }
    try (SifFile sif = SifFile.open(tiny());
        SifFile other = SifFile.open(empty)) {
      assertThrows(
          IllegalArgumentException.class, () -> other.contentOf(sif.descriptors().getFirst()));
    }
  }

  @Test
  void aChannelOpenedBySomeoneElseStaysOpen() throws IOException {
    try (FileChannel channel = FileChannel.open(tiny(), StandardOpenOption.READ)) {
      SifFile sif = SifFile.open(channel);
      assertEquals(0, channel.position());
      sif.close();
      assertTrue(channel.isOpen());
    }
  }

  @Test
  void aFileThatIsNoSifIsClosedAgain() throws IOException {
    Path path = Files.writeString(directory.resolve("text"), "x".repeat(500));
    assertThrows(MalformedSifException.class, () -> SifFile.open(path).close());
    try (var open = Files.list(Path.of("/proc/self/fd"))) {
      assertFalse(open.anyMatch(link -> pointsTo(link, path)));
    }
  }

  private static boolean pointsTo(Path link, Path target) {
    try {
      return Files.readSymbolicLink(link).equals(target);
    } catch (IOException e) {
      return false;
    }
  }
}
