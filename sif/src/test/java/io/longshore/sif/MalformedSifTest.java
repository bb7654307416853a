package io.longshore.sif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MalformedSifTest {
  private static final int TABLE = 4096;
  private static final int SECOND = TABLE + 585;
  private static final int PARTITION = TABLE + 2 * 585;

  @TempDir private Path directory;

  /**
   * @param at the offset the error should name
   */
  record Case(String name, int at, Consumer<ByteBuffer> damage) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("another magic", 32, file -> file.put(32, (byte) 'T')),
        new Case("another version", 42, file -> file.put(43, (byte) '2')),
        new Case("a launch script without end", 0, file -> file.put(31, (byte) 'x')),
        new Case("bytes behind the launch script", 21, file -> file.put(20, (byte) 0)),
        new Case("a launch script that is not UTF-8", 0, file -> file.put(3, (byte) 0xff)),
        new Case("an unknown architecture", 45, file -> file.put(45, (byte) '7')),
        new Case(
            "an architecture the partition does not have", 45, file -> file.put(46, (byte) '4')),
        new Case("fewer free descriptors than there are", 80, file -> file.putLong(80, 44)),
        new Case("more free descriptors than in all", 80, file -> file.putLong(80, 49)),
        new Case("negative free descriptors", 80, file -> file.putLong(80, -1)),
        new Case("negative descriptors", 88, file -> file.putLong(88, -1)),
        new Case(
            "more descriptors than memory", 88, file -> file.putLong(88, Long.MAX_VALUE / 585)),
        new Case("a table of another size", 104, file -> file.putLong(104, 28079)),
        new Case("a table inside the header", 96, file -> file.putLong(96, 127)),
        new Case("a table behind the end", 96, file -> file.putLong(96, Long.MAX_VALUE)),
        new Case("a table at a negative offset", 96, file -> file.putLong(96, -4096)),
        new Case("data inside the table", 112, file -> file.putLong(112, 32175)),
        new Case("data behind the end", 112, file -> file.putLong(112, Long.MAX_VALUE - 5)),
        new Case("data of negative size", 112, file -> file.putLong(120, -1)),
        new Case("data longer than the file", 112, file -> file.putLong(120, 1 << 20)),
        new Case("a negative data type", TABLE, file -> file.putInt(TABLE, -1)),
        new Case(
            "a flag neither in use nor free", TABLE + 4, file -> file.put(TABLE + 4, (byte) 2)),
        new Case("an object with the id 0", TABLE + 5, file -> file.putInt(TABLE + 5, 0)),
        new Case("two objects with one id", TABLE, file -> file.putInt(SECOND + 5, 1)),
        new Case("a group without its mark", TABLE + 9, file -> file.putInt(TABLE + 9, 1)),
        new Case("a link to nothing that is", TABLE + 13, file -> file.putInt(TABLE + 13, 1 << 30)),
        new Case("an object before the data", TABLE + 17, file -> file.putLong(TABLE + 17, 32175)),
        new Case(
            "an object behind the end", TABLE + 17, file -> file.putLong(TABLE + 17, 1L << 60)),
        new Case("an object of negative size", TABLE + 17, file -> file.putLong(TABLE + 25, -1)),
        new Case(
            "an object of endless size",
            TABLE + 17,
            file -> file.putLong(TABLE + 25, Long.MAX_VALUE)),
        new Case(
            "less with padding than without", TABLE + 33, file -> file.putLong(TABLE + 33, 29)),
        new Case("overlapping objects", 32205, file -> file.putLong(SECOND + 17, 32205)),
        new Case(
            "a name with bytes behind its end",
            SECOND + 73 + 100,
            file -> file.put(SECOND + 173, (byte) 'x')),
        new Case(
            "a name that is not UTF-8", SECOND + 73, file -> file.put(SECOND + 73, (byte) 0xc0)),
        new Case(
            "an unknown file system", PARTITION + 201, file -> file.putInt(PARTITION + 201, 7)),
        new Case(
            "an unknown partition type", PARTITION + 205, file -> file.putInt(PARTITION + 205, 0)),
        new Case(
            "an unknown partition architecture",
            PARTITION + 209,
            file -> file.put(PARTITION + 209, (byte) 'x')),
        new Case(
            "two primary partitions",
            TABLE,
            file -> {
              file.putInt(TABLE, 0x4004);
              file.putInt(TABLE + 201, 1);
              file.putInt(TABLE + 205, 2);
              file.put(TABLE + 209, (byte) '0').put(TABLE + 210, (byte) '2');
            }));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isRejected(Case damaged) throws IOException {
    Path path = directory.resolve("tiny.sif");
    TinySif.write(path);
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    damaged.damage().accept(file);
    Files.write(path, file.array());
    MalformedSifException e =
        assertThrows(MalformedSifException.class, () -> SifFile.open(path).close());
    assertEquals(damaged.at(), e.offset(), e.getMessage());
    assertTrue(e.getMessage().contains(e.reason()), e.getMessage());
  }

  @Test
  void isRejectedWhereverItIsCutOff() throws IOException {
    Path path = directory.resolve("tiny.sif");
    TinySif.write(path);
    byte[] whole = Files.readAllBytes(path);
    for (int length = 0; length < whole.length; length += length < 140 ? 1 : 997) {
      Files.write(path, java.util.Arrays.copyOf(whole, length));
      assertThrows(MalformedSifException.class, () -> SifFile.open(path).close());
    }
  }
}
