package io.longshore.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Tar archives that no tar would write: any field may hold anything, the checksum is right. */
final class RawTar {
  private static final int BLOCK = 512;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /**
   * @param size as it shall stand in the field, whatever data follow
   */
  RawTar header(String name, char type, byte[] size, String link) {
    byte[] block = new byte[BLOCK];
    put(block, 0, bytes(name));
    put(block, 100, bytes("0000755\0" + "0000000\0" + "0000000\0"));
    put(block, 124, size);
    put(block, 136, bytes("00000000000\0" + " ".repeat(8)));
    block[156] = (byte) type;
    put(block, 157, bytes(link));
    put(block, 257, bytes("ustar\00000"));
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    put(block, 148, bytes(String.format(Locale.ROOT, "%06o\0 ", sum)));
    out.writeBytes(block);
    return this;
  }

  RawTar header(String name, char type, long size, String link) {
    return header(name, type, bytes(String.format(Locale.ROOT, "%011o\0", size)), link);
  }

  RawTar entry(String name, char type, String data) {
    return header(name, type, data.length(), "").data(data);
  }

  RawTar file(String name, String content) {
    return entry(name, '0', content);
  }

  RawTar directory(String name) {
    return header(name, '5', 0, "");
  }

  RawTar symbolicLink(String name, String target) {
    return header(name, '2', 0, target);
  }

  RawTar hardLink(String name, String target) {
    return header(name, '1', 0, target);
  }

  /** A record for the entry after it. */
  RawTar pax(String key, String value) {
    int rest = bytes(key).length + bytes(value).length + 3;
    int length = rest + Integer.toString(rest).length();
    length = rest + Integer.toString(length).length();
    return entry("pax", 'x', length + " " + key + "=" + value + "\n");
  }

  RawTar data(String text) {
    byte[] data = bytes(text);
    out.writeBytes(data);
    out.writeBytes(new byte[-data.length & (BLOCK - 1)]);
    return this;
  }

  /** Without the end of the archive. */
  byte[] unfinished() {
    return out.toByteArray();
  }

  byte[] finished() {
    byte[] entries = unfinished();
    return Arrays.copyOf(entries, entries.length + 2 * BLOCK);
  }

  /** One character for each byte. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void put(byte[] block, int offset, byte[] field) {
    System.arraycopy(field, 0, block, offset, field.length);
  }
}
