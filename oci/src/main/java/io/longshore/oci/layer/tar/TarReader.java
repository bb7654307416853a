package io.longshore.oci.layer.tar;

import io.longshore.oci.layer.entry.LayerEntry;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads a tar archive from front to back: V7, ustar, star, GNU and pax, the latter two with long
 * names and sparse files.
 *
 * <p>commons-compress is not used, because it decodes pax values as UTF-8. This destroys names in
 * other encodings and binary extended attributes such as {@code security.capability}; see {@code
 * docs/decisions/0003-tar-reader.md}.
 *
 * <p>Global pax headers are skipped, as in Docker, containerd and Podman, because tools put nothing
 * about files there (git puts its commit id). Extension headers are limited to {@value
 * #MAXIMUM_EXTENSION} bytes.
 */
public final class TarReader {
  static final int MAXIMUM_EXTENSION = 1 << 20;

  private final InputStream in;
  private final byte[] block = new byte[TarHeader.BLOCK_SIZE];
  private long position;
  private long headerOffset;
  private long storedRest;
  private int paddingRest;
  private InputStream content = InputStream.nullInputStream();
  private boolean ended;

  public TarReader(InputStream in) {
    this.in = in;
  }

  /**
   * Goes to the next entry and skips unread data of the current one. After the last entry, the
   * position of the stream is somewhere behind the end of the archive.
   *
   * @throws MalformedTarException if this is not a tar archive or it ends too early
   * @throws UnsupportedTarEntryException for a type of entry that is not a file
   */
  public Optional<LayerEntry> next() throws IOException {
    if (ended) {
      return Optional.empty();
    }
    skipContent();
    TarExtensions extensions = new TarExtensions();
    while (true) {
      Optional<TarHeader> read = readHeader();
      if (read.isEmpty()) {
        if (!extensions.isEmpty()) {
          throw malformed("an extension header without the entry it extends");
        }
        ended = true;
        return Optional.empty();
      }
      TarHeader header = read.get();
      switch (header.type()) {
        case 'x', 'X' -> extensions.setPax(paxRecords(header));
        case 'L' -> extensions.setLongName(upToNul(readExtension(header)));
        case 'K' -> extensions.setLongLinkTarget(upToNul(readExtension(header)));
        case 'g', 'V' -> {
          enterData(header.size());
          skipContent();
        }
        default -> {
          return Optional.of(entry(header, extensions));
        }
      }
    }
  }

  /** The data of the current entry, up to its end; empty if the entry is not a regular file. */
  public InputStream content() {
    return content;
  }

  private LayerEntry entry(TarHeader header, TarExtensions extensions) throws IOException {
    try {
      TarEntryBuilder builder = new TarEntryBuilder(header, extensions);
      if (!builder.hasData()) {
        enterData(0);
        return builder.withoutData();
      }
      enterData(builder.storedSize());
      StoredData stored = new StoredData();
      Optional<SparseMap> sparse = sparseMap(header, extensions.pax(), stored);
      if (sparse.isEmpty()) {
        content = stored;
        return builder.regularFile(storedRest);
      }
      if (sparse.get().storedSize() != storedRest) {
        throw malformed("a sparse file whose map and data differ in size");
      }
      content = new SparseInputStream(stored, sparse.get());
      return builder.regularFile(sparse.get().size());
    } catch (IllegalArgumentException e) {
      throw malformed(e.getMessage());
    }
  }

  private Optional<SparseMap> sparseMap(TarHeader header, PaxRecords pax, StoredData stored)
      throws IOException {
    if (header.type() == 'S') {
      return Optional.of(SparseMapReader.oldGnu(header, this::readSparseBlock));
    }
    return SparseMapReader.pax(pax, stored);
  }

  /**
   * Reads an extension block of the old GNU format. These blocks precede the data and do not count
   * as data.
   */
  private TarFields readSparseBlock() throws IOException {
    byte[] extension = new byte[TarHeader.BLOCK_SIZE];
    readFully(extension, extension.length);
    return new TarFields(extension);
  }

  private PaxRecords paxRecords(TarHeader header) throws IOException {
    byte[] data = readExtension(header);
    try {
      return PaxRecords.parse(data);
    } catch (IllegalArgumentException e) {
      throw malformed(e.getMessage());
    }
  }

  private byte[] readExtension(TarHeader header) throws IOException {
    if (header.size() > MAXIMUM_EXTENSION) {
      throw malformed("an extension header of " + header.size() + " bytes");
    }
    enterData(header.size());
    byte[] data = new byte[(int) header.size()];
    readFully(data, data.length);
    storedRest = 0;
    skipContent();
    return data;
  }

  private static byte[] upToNul(byte[] data) {
    int end = 0;
    while (end < data.length && data[end] != 0) {
      end++;
    }
    return Arrays.copyOf(data, end);
  }

  /**
   * Reads a header; empty at the end of the archive, which is two blocks of zeros or the end of the
   * bytes.
   */
  private Optional<TarHeader> readHeader() throws IOException {
    headerOffset = position;
    if (!readBlock()) {
      return Optional.empty();
    }
    if (isZero()) {
      if (readBlock() && !isZero()) {
        throw malformed("a single block of zeros between entries");
      }
      return Optional.empty();
    }
    return Optional.of(TarHeader.parse(block, headerOffset));
  }

  private boolean isZero() {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private boolean readBlock() throws IOException {
    int n = in.readNBytes(block, 0, block.length);
    position += n;
    if (n != 0 && n != block.length) {
      throw malformed("the archive ends within a header");
    }
    return n != 0;
  }

  private void readFully(byte[] buffer, int length) throws IOException {
    int n = in.readNBytes(buffer, 0, length);
    position += n;
    if (n != length) {
      throw truncated();
    }
  }

  private void enterData(long size) {
    storedRest = size;
    paddingRest = (int) (-size & (TarHeader.BLOCK_SIZE - 1));
    content = InputStream.nullInputStream();
  }

  private void skipContent() throws IOException {
    byte[] buffer = new byte[1 << 14];
    while (storedRest > 0) {
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, storedRest));
      if (n < 0) {
        throw truncated();
      }
      position += n;
      storedRest -= n;
    }
    // An archive without its end may also lack the padding of the last file.
    position += in.readNBytes(buffer, 0, paddingRest);
    paddingRest = 0;
    content = InputStream.nullInputStream();
  }

  private MalformedTarException truncated() {
    return malformed("the archive ends within the data of the entry");
  }

  private MalformedTarException malformed(String reason) {
    return new MalformedTarException(headerOffset, reason);
  }

  /** The stored bytes of the current entry. */
  private final class StoredData extends InputStream {
    private final long entry = headerOffset;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (entry != headerOffset) {
        throw new IOException("the data of an entry, read after going to the next one");
      }
      if (length == 0) {
        return 0;
      }
      if (storedRest == 0) {
        return -1;
      }
      int n = in.read(buffer, offset, (int) Math.min(length, storedRest));
      if (n < 0) {
        throw truncated();
      }
      position += n;
      storedRest -= n;
      return n;
    }
  }
}
