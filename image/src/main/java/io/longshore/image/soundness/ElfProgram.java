package io.longshore.image.soundness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * What the kernel reads of an ELF file before it starts it.
 *
 * @param machine the code of its processor
 * @param loader path of the dynamic loader; none in a static program
 * @see <a href="https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html">ELF header</a>
 */
record ElfProgram(int machine, boolean littleEndian, Optional<String> loader) {
  /** Bytes of the longer of the two headers. */
  static final int HEADER_LENGTH = 64;

  private static final int EXECUTABLE = 2;
  private static final int SHARED = 3;
  private static final int INTERPRETER = 3;
  private static final int LONGEST_LOADER = 4096;

  /** As many as fit into the 64 KiB that Linux takes. */
  private static final int MOST_SEGMENTS = 65536 / 32;

  /** Reads bytes of the file; empty if it has none there. */
  interface Content {
    Optional<byte[]> bytes(long offset, int length) throws IOException;
  }

  static boolean isElf(byte[] start) {
    return start.length >= 4
        && start[0] == 0x7f
        && start[1] == 'E'
        && start[2] == 'L'
        && start[3] == 'F';
  }

  /**
   * @param start the first bytes of the file
   * @return empty if the kernel would not take it for a program
   */
  static Optional<ElfProgram> read(byte[] start, Content content) throws IOException {
    if (start.length < HEADER_LENGTH - 12 || !isElf(start) || (start[4] != 1 && start[4] != 2)) {
      return Optional.empty();
    }
    boolean wide = start[4] == 2;
    if (wide && start.length < HEADER_LENGTH) {
      return Optional.empty();
    }
    ByteBuffer header = ByteBuffer.wrap(start);
    boolean little = start[5] != 2;
    header.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int type = Short.toUnsignedInt(header.getShort(16));
    if (type != EXECUTABLE && type != SHARED) {
      return Optional.empty();
    }
    int machine = Short.toUnsignedInt(header.getShort(18));
    long table = wide ? header.getLong(32) : Integer.toUnsignedLong(header.getInt(28));
    int length = Short.toUnsignedInt(header.getShort(wide ? 54 : 42));
    int count = Short.toUnsignedInt(header.getShort(wide ? 56 : 44));
    if (length != (wide ? 56 : 32) || count == 0 || count > MOST_SEGMENTS) {
      return Optional.empty();
    }
    Optional<byte[]> segments = content.bytes(table, length * count);
    if (segments.isEmpty()) {
      return Optional.empty();
    }
    ByteBuffer programs = ByteBuffer.wrap(segments.get()).order(header.order());
    for (int at = 0; at < length * count; at += length) {
      if (programs.getInt(at) == INTERPRETER) {
        long offset =
            wide ? programs.getLong(at + 8) : Integer.toUnsignedLong(programs.getInt(at + 4));
        long size =
            wide ? programs.getLong(at + 32) : Integer.toUnsignedLong(programs.getInt(at + 16));
        if (size < 2 || size > LONGEST_LOADER) {
          return Optional.empty();
        }
        return content
            .bytes(offset, (int) size)
            .map(bytes -> new ElfProgram(machine, little, Optional.of(untilNul(bytes))));
      }
    }
    return Optional.of(new ElfProgram(machine, little, Optional.empty()));
  }

  private static String untilNul(byte[] bytes) {
    String text = ByteText.of(bytes);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }
}
