package io.longshore.oci.layer.tar;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the map of a sparse file in the four forms of GNU tar: the old one, type {@code S}, and pax
 * 0.0, 0.1 and 1.0.
 *
 * <p>The old form keeps pairs of twelve-byte numbers in the header block (four from offset 386, a
 * flag at 482 for more, the size of the file at 483) and in blocks after it (21 from offset 0, a
 * flag at 504). A pair without an offset field ends the map.
 *
 * @see <a href="https://www.gnu.org/software/tar/manual/html_node/Sparse-Formats.html">GNU tar,
 *     Storing Sparse Files</a>
 */
final class SparseMapReader {
  private static final int NUMBER_LENGTH = 12;
  private static final int LONGEST_LINE = 20;

  private SparseMapReader() {}

  interface BlockSource {
    TarFields next() throws IOException;
  }

  /**
   * @throws IllegalArgumentException if the map is not well formed
   */
  static SparseMap oldGnu(TarHeader header, BlockSource blocks) throws IOException {
    List<Long> numbers = new ArrayList<>();
    TarFields fields = header.fields();
    appendPairs(numbers, fields, 386, 4);
    boolean more = fields.at(482) != 0;
    while (more) {
      TarFields block = blocks.next();
      appendPairs(numbers, block, 0, 21);
      more = block.at(504) != 0;
    }
    return SparseMap.of(numbers, number(fields, 483));
  }

  private static void appendPairs(List<Long> numbers, TarFields fields, int start, int count) {
    for (int i = 0; i < count; i++) {
      int offset = start + 2 * NUMBER_LENGTH * i;
      if (fields.at(offset) == 0) {
        return;
      }
      numbers.add(number(fields, offset));
      numbers.add(number(fields, offset + NUMBER_LENGTH));
      limit(numbers.size() / 2);
    }
  }

  private static long number(TarFields fields, int offset) {
    return fields.number(offset, NUMBER_LENGTH).orElseThrow(SparseMapReader::noNumber);
  }

  /**
   * @param stored the data of the entry, which in form 1.0 begin with the map
   * @return empty if the records describe no sparse file
   * @throws IllegalArgumentException if the map is not well formed
   */
  static Optional<SparseMap> pax(PaxRecords pax, InputStream stored) throws IOException {
    OptionalLong major = pax.number("GNU.sparse.major");
    if (major.isPresent()) {
      if (major.getAsLong() != 1 || pax.number("GNU.sparse.minor").orElse(0) != 0) {
        throw new IllegalArgumentException("a sparse file of an unknown form");
      }
      long size = pax.number("GNU.sparse.realsize").orElseThrow(SparseMapReader::noNumber);
      return Optional.of(SparseMap.of(leadingLines(stored), size));
    }
    OptionalLong size = pax.number("GNU.sparse.size");
    if (size.isEmpty()) {
      return Optional.empty();
    }
    Optional<byte[]> commaSeparated = pax.bytes("GNU.sparse.map");
    List<Long> numbers =
        commaSeparated.isPresent()
            ? split(commaSeparated.get())
            : pax.sparseNumbers().stream().map(n -> decimal(n, 0, n.length)).toList();
    limit(numbers.size() / 2);
    return Optional.of(SparseMap.of(numbers, size.getAsLong()));
  }

  /**
   * Reads the number of pairs, then the pairs, with each number on its own line, padded with NULs
   * to a whole block.
   */
  private static List<Long> leadingLines(InputStream stored) throws IOException {
    LineReader lines = new LineReader(stored);
    long pairs = lines.next();
    limit(pairs);
    List<Long> numbers = new ArrayList<>();
    for (long i = 0; i < 2 * pairs; i++) {
      numbers.add(lines.next());
    }
    lines.skipPadding();
    return numbers;
  }

  private static List<Long> split(byte[] text) {
    List<Long> numbers = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length; i++) {
      if (i == text.length || text[i] == ',') {
        numbers.add(decimal(text, start, i));
        start = i + 1;
      }
    }
    return numbers;
  }

  private static void limit(long pairs) {
    if (pairs > SparseMap.MAXIMUM_SEGMENTS) {
      throw new IllegalArgumentException("a sparse file of too many segments");
    }
  }

  private static long decimal(byte[] text, int from, int to) {
    long value = PaxRecords.decimal(text, from, to);
    if (value < 0) {
      throw noNumber();
    }
    return value;
  }

  private static IllegalArgumentException noNumber() {
    return new IllegalArgumentException("a sparse file whose map is no list of numbers");
  }

  private static final class LineReader {
    private final InputStream in;
    private long count;

    LineReader(InputStream in) {
      this.in = in;
    }

    long next() throws IOException {
      byte[] line = new byte[LONGEST_LINE];
      int length = 0;
      int b = read();
      while (b != '\n') {
        if (length == line.length) {
          throw noNumber();
        }
        line[length++] = (byte) b;
        b = read();
      }
      return decimal(line, 0, length);
    }

    private int read() throws IOException {
      int b = in.read();
      if (b < 0) {
        throw noNumber();
      }
      count++;
      return b;
    }

    void skipPadding() throws IOException {
      while (count % TarHeader.BLOCK_SIZE != 0) {
        read();
      }
    }
  }
}
