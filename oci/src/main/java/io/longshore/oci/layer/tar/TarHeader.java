package io.longshore.oci.layer.tar;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * One header block of a tar archive, 512 bytes:
 *
 * <pre>
 * offset length
 *      0    100  name
 *    100      8  mode
 *    108      8  uid
 *    116      8  gid
 *    124     12  size of the data that follows, in bytes
 *    136     12  modification time, seconds since the epoch
 *    148      8  checksum: sum of all bytes of the block, this field taken as spaces
 *    156      1  type
 *    157    100  link target
 *    257      8  magic and version: "ustar\0" "00" (POSIX), "ustar " " \0" (GNU), else none (V7)
 *    329      8  device major     (not in V7)
 *    337      8  device minor     (not in V7)
 *    345    155  prefix of name   (POSIX; 131 bytes where "tar\0" stands at 508, by star)
 * </pre>
 *
 * <p>GNU archives keep other things from 345 on. Go before 1.8, and so Docker in its first years,
 * nevertheless wrote a prefix there for some long names: it is taken for one if it is plain ASCII
 * and not a number, as Go does since.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html">POSIX, pax,
 *     ustar interchange format</a>
 * @see <a href="https://www.gnu.org/software/tar/manual/html_node/Standard.html">GNU tar, Basic Tar
 *     Format</a>
 * @param size not negative
 * @param type the type byte
 * @param fields the whole block, for those parts only some types have
 */
record TarHeader(
    byte[] name,
    long mode,
    long uid,
    long gid,
    long size,
    long modified,
    char type,
    byte[] linkTarget,
    long deviceMajor,
    long deviceMinor,
    TarFields fields) {
  static final int BLOCK_SIZE = 512;

  private static final int CHECKSUM_OFFSET = 148;
  private static final int CHECKSUM_LENGTH = 8;
  private static final int MAGIC_OFFSET = 257;
  private static final int PREFIX_OFFSET = 345;
  private static final byte[] POSIX_MAGIC = ascii("ustar\0");
  private static final byte[] GNU_MAGIC = ascii("ustar  \0");
  private static final byte[] STAR_TRAILER = ascii("tar\0");

  /**
   * @param offset of the block in the archive, for messages
   * @throws MalformedTarException if the checksum is wrong or a field is not a number
   */
  static TarHeader parse(byte[] block, long offset) throws MalformedTarException {
    TarFields fields = new TarFields(block);
    verifyChecksum(block, fields, offset);
    boolean posix = fields.matches(MAGIC_OFFSET, POSIX_MAGIC);
    boolean gnu = fields.matches(MAGIC_OFFSET, GNU_MAGIC);
    boolean hasDevice = posix || gnu;
    long size = number(fields, 124, 12, "size", offset);
    if (size < 0) {
      throw new MalformedTarException(offset, "an entry with a negative size");
    }
    return new TarHeader(
        prefixed(prefix(fields, posix, gnu), fields.text(0, 100)),
        number(fields, 100, 8, "mode", offset),
        number(fields, 108, 8, "uid", offset),
        number(fields, 116, 8, "gid", offset),
        size,
        number(fields, 136, 12, "modification time", offset),
        (char) fields.at(156),
        fields.text(157, 100),
        hasDevice ? number(fields, 329, 8, "device major", offset) : 0,
        hasDevice ? number(fields, 337, 8, "device minor", offset) : 0,
        fields);
  }

  private static void verifyChecksum(byte[] block, TarFields fields, long offset)
      throws MalformedTarException {
    long unsigned = 0;
    long signed = 0; // some old writers summed signed characters
    for (int i = 0; i < BLOCK_SIZE; i++) {
      boolean inChecksum = i >= CHECKSUM_OFFSET && i < CHECKSUM_OFFSET + CHECKSUM_LENGTH;
      byte b = inChecksum ? (byte) ' ' : block[i];
      unsigned += b & 0xff;
      signed += b;
    }
    long stored = number(fields, CHECKSUM_OFFSET, CHECKSUM_LENGTH, "checksum", offset);
    if (stored != unsigned && stored != signed) {
      throw new MalformedTarException(offset, "no tar header where one is expected");
    }
  }

  private static byte[] prefix(TarFields fields, boolean posix, boolean gnu) {
    if (posix) {
      return fields.text(PREFIX_OFFSET, fields.matches(508, STAR_TRAILER) ? 131 : 155);
    }
    boolean hasTimes =
        fields.number(PREFIX_OFFSET, 12).isPresent() && fields.number(357, 12).isPresent();
    if (gnu && !hasTimes) {
      byte[] prefix = fields.text(PREFIX_OFFSET, 155);
      return isAscii(prefix) ? prefix : new byte[0];
    }
    return new byte[0];
  }

  private static boolean isAscii(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  private static byte[] prefixed(byte[] prefix, byte[] name) {
    if (prefix.length == 0) {
      return name;
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(prefix);
    joined.write('/');
    joined.writeBytes(name);
    return joined.toByteArray();
  }

  private static long number(TarFields fields, int at, int length, String what, long offset)
      throws MalformedTarException {
    return fields
        .number(at, length)
        .orElseThrow(() -> new MalformedTarException(offset, "a " + what + " that is no number"));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
