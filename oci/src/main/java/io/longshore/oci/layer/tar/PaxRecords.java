package io.longshore.oci.layer.tar;

import io.longshore.oci.layer.entry.ExtendedAttributes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The records of a pax extended header. A record is {@code LENGTH KEY=VALUE\n}, where LENGTH is the
 * size of the whole record in bytes. Values are kept as bytes, because names of files and binary
 * attributes are often not UTF-8, contrary to POSIX. The last record of a key counts; an empty
 * value means that there is none.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html">POSIX, pax,
 *     pax Header Block</a>
 */
final class PaxRecords {
  static final PaxRecords NONE = new PaxRecords();

  private static final String SCHILY_XATTR = "SCHILY.xattr.";
  private static final String LIBARCHIVE_XATTR = "LIBARCHIVE.xattr.";
  private static final int LONGEST_LENGTH_FIELD = 10;

  private final Map<String, byte[]> values = new HashMap<>();
  private final List<byte[]> sparseNumbers = new ArrayList<>();

  private PaxRecords() {}

  /**
   * @throws IllegalArgumentException if {@code data} is not a sequence of records
   */
  static PaxRecords parse(byte[] data) {
    PaxRecords records = new PaxRecords();
    int start = 0;
    while (start < data.length) {
      int space =
          indexOf(data, (byte) ' ', start, Math.min(data.length, start + 1 + LONGEST_LENGTH_FIELD));
      long length = space < 0 ? -1 : decimal(data, start, space);
      if (length < space - start + 3 || length > data.length - start) {
        throw new IllegalArgumentException("a pax record with a wrong length");
      }
      int end = (int) (start + length - 1);
      int equals = indexOf(data, (byte) '=', space + 1, end);
      if (data[end] != '\n' || equals <= space + 1) {
        throw new IllegalArgumentException("a pax record that is not KEY=VALUE");
      }
      records.add(utf8(data, space + 1, equals), Arrays.copyOfRange(data, equals + 1, end));
      start = end + 1;
    }
    return records;
  }

  private void add(String key, byte[] value) {
    if (key.equals("GNU.sparse.offset") || key.equals("GNU.sparse.numbytes")) {
      sparseNumbers.add(value);
    } else {
      values.put(key, value);
    }
  }

  /** The value, unless it is missing or empty. */
  Optional<byte[]> bytes(String key) {
    return Optional.ofNullable(values.get(key)).filter(value -> value.length > 0);
  }

  /**
   * @throws IllegalArgumentException if the value is not a decimal number of at most 18 digits
   */
  OptionalLong number(String key) {
    Optional<byte[]> value = bytes(key);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(signed(key, value.get(), value.get().length));
  }

  /**
   * A decimal number, which may have a fraction, rounded down: -0.5 gives -1.
   *
   * @throws IllegalArgumentException if the value is not such a number
   */
  OptionalLong floor(String key) {
    Optional<byte[]> value = bytes(key);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    byte[] text = value.get();
    int point = indexOf(text, (byte) '.', 0, text.length);
    if (point < 0) {
      return OptionalLong.of(signed(key, text, text.length));
    }
    boolean hasFraction = false;
    for (int i = point + 1; i < text.length; i++) {
      if (text[i] < '0' || text[i] > '9') {
        throw noNumber(key);
      }
      hasFraction |= text[i] != '0';
    }
    long whole = signed(key, text, point);
    return OptionalLong.of(text[0] == '-' && hasFraction ? whole - 1 : whole);
  }

  private static long signed(String key, byte[] text, int end) {
    int start = end > 0 && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    long magnitude = decimal(text, start, end);
    if (magnitude < 0) {
      throw noNumber(key);
    }
    return text[0] == '-' ? -magnitude : magnitude;
  }

  private static IllegalArgumentException noNumber(String key) {
    return new IllegalArgumentException("a pax record " + key + " that is no number");
  }

  /** The values of all records GNU.sparse.offset and GNU.sparse.numbytes, in their order. */
  List<byte[]> sparseNumbers() {
    return sparseNumbers;
  }

  /**
   * The extended attributes, in the forms of star (plain name and value) and of libarchive
   * (percent-encoded name, value in Base64). If an attribute has both forms, star's counts.
   *
   * @throws IllegalArgumentException if an attribute cannot be decoded
   */
  ExtendedAttributes extendedAttributes() {
    Map<String, byte[]> found = new HashMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(LIBARCHIVE_XATTR)) {
            String name = percentDecoded(key.substring(LIBARCHIVE_XATTR.length()));
            found.putIfAbsent(name, base64(value));
          }
        });
    values.forEach(
        (key, value) -> {
          if (key.startsWith(SCHILY_XATTR)) {
            found.put(key.substring(SCHILY_XATTR.length()), value);
          }
        });
    if (found.containsKey("")) {
      throw new IllegalArgumentException("an extended attribute without a name");
    }
    return ExtendedAttributes.of(found);
  }

  private static byte[] base64(byte[] value) {
    int end = value.length;
    while (end > 0 && value[end - 1] == '=') {
      end--;
    }
    return Base64.getDecoder().decode(Arrays.copyOf(value, end));
  }

  private static String percentDecoded(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    byte[] decoded = new byte[encoded.length];
    int length = 0;
    for (int i = 0; i < encoded.length; i++) {
      if (encoded[i] == '%' && i + 2 < encoded.length) {
        decoded[length++] = (byte) (hexDigit(encoded[i + 1]) << 4 | hexDigit(encoded[i + 2]));
        i += 2;
      } else {
        decoded[length++] = encoded[i];
      }
    }
    return utf8(decoded, 0, length);
  }

  private static int hexDigit(byte digit) {
    if (!HexFormat.isHexDigit(digit)) {
      throw new IllegalArgumentException("an extended attribute with a bad escape in its name");
    }
    return HexFormat.fromHexDigit(digit);
  }

  private static String utf8(byte[] bytes, int from, int to) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, from, to - from))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a pax key that is not UTF-8", e);
    }
  }

  /** The number in the digits from {@code from} to {@code to}; -1 if it is not a number. */
  static long decimal(byte[] text, int from, int to) {
    if (to <= from || to - from > 18) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      if (text[i] < '0' || text[i] > '9') {
        return -1;
      }
      value = value * 10 + (text[i] - '0');
    }
    return value;
  }

  private static int indexOf(byte[] data, byte wanted, int from, int to) {
    for (int i = from; i < to; i++) {
      if (data[i] == wanted) {
        return i;
      }
    }
    return -1;
  }
}
