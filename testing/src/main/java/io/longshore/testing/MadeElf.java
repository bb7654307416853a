package io.longshore.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** ELF programs of a header, one segment and nothing to execute. */
public final class MadeElf {
  public static final int AMD64 = 62;
  public static final int ARM64 = 183;
  public static final int S390X = 22;
  private static final int HEADER = 64;
  private static final int SEGMENT = 56;
  private static final int LOADED = 1;
  private static final int INTERPRETER = 3;

  private MadeElf() {}

  /** For the processor that images of tests are for. */
  public static byte[] program() {
    return withoutLoader(AMD64);
  }

  public static byte[] withoutLoader(int machine) {
    return make(machine, ByteOrder.LITTLE_ENDIAN, "", HEADER);
  }

  public static byte[] bigEndian(int machine) {
    return make(machine, ByteOrder.BIG_ENDIAN, "", HEADER);
  }

  public static byte[] withLoader(int machine, String loader) {
    return make(machine, ByteOrder.LITTLE_ENDIAN, loader, HEADER);
  }

  /** As patchelf leaves one whose new path did not fit: its table is at the end. */
  public static byte[] withTableAt(int offset, String loader) {
    return make(AMD64, ByteOrder.LITTLE_ENDIAN, loader, offset);
  }

  private static byte[] make(int machine, ByteOrder order, String loader, int table) {
    byte[] path = (loader + "\0").getBytes(US_ASCII);
    ByteBuffer elf = ByteBuffer.allocate(table + SEGMENT + path.length).order(order);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, (byte) (order == ByteOrder.BIG_ENDIAN ? 2 : 1), 1});
    elf.putShort(16, (short) 2).putShort(18, (short) machine).putInt(20, 1);
    elf.putLong(32, table).putShort(52, (short) HEADER);
    elf.putShort(54, (short) SEGMENT).putShort(56, (short) 1);
    elf.putInt(table, loader.isEmpty() ? LOADED : INTERPRETER);
    elf.putLong(table + 8, table + SEGMENT).putLong(table + 32, path.length);
    elf.put(table + SEGMENT, path);
    return elf.array();
  }
}
