package io.longshore.benchmark.image;

import io.longshore.ground.Digest;
import io.longshore.oci.Descriptor;
import io.longshore.oci.MediaTypes;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes a layer in the form common on registries: a tar with pax headers, compressed by gzip at
 * its default level, 6. All times are equal, and equal calls give equal bytes.
 */
final class LayerWriter implements AutoCloseable {
  private static final long MODIFIED = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final int BLOCK = 512;

  private final Path file;
  private final MessageDigest compressed = Digest.newMessageDigest();
  private final MessageDigest plain = Digest.newMessageDigest();
  private final TarArchiveOutputStream tar;

  /** Writes the content of a file, with exactly the announced size. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  LayerWriter(Path file) throws IOException {
    this.file = file;
    OutputStream out =
        new DigestOutputStream(
            new BufferedOutputStream(Files.newOutputStream(file), 1 << 16), compressed);
    OutputStream gzip = new GZIPOutputStream(out, 1 << 16);
    tar =
        new TarArchiveOutputStream(
            new BufferedOutputStream(new DigestOutputStream(gzip, plain), 1 << 16),
            StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
  }

  void directory(String path, int mode, long uid, long gid) throws IOException {
    TarArchiveEntry entry = entry(path + "/", TarConstants.LF_DIR, 040000 | mode);
    entry.setIds(Math.toIntExact(uid), Math.toIntExact(gid));
    put(entry, out -> {});
  }

  void directory(String path) throws IOException {
    directory(path, 0755, 0, 0);
  }

  /**
   * @param size number of bytes that {@code content} writes
   */
  void file(String path, int mode, long uid, long gid, long size, Content content)
      throws IOException {
    TarArchiveEntry entry = entry(path, TarConstants.LF_NORMAL, 0100000 | mode);
    entry.setIds(Math.toIntExact(uid), Math.toIntExact(gid));
    entry.setSize(size);
    put(entry, content);
  }

  void file(String path, byte[] content) throws IOException {
    file(path, 0644, 0, 0, content.length, out -> out.write(content));
  }

  void symbolicLink(String path, String target) throws IOException {
    TarArchiveEntry entry = entry(path, TarConstants.LF_SYMLINK, 0120777);
    entry.setLinkName(target);
    put(entry, out -> {});
  }

  void hardLink(String path, String target) throws IOException {
    TarArchiveEntry entry = entry(path, TarConstants.LF_LINK, 0100644);
    entry.setLinkName(target);
    put(entry, out -> {});
  }

  /** Adds a whiteout, which hides {@code path} of the layers below. */
  void whiteout(String path) throws IOException {
    int slash = path.lastIndexOf('/') + 1;
    file(path.substring(0, slash) + ".wh." + path.substring(slash), new byte[0]);
  }

  /**
   * A file that is mostly a hole, in the sparse format 1.0 of GNU tar.
   *
   * @param size in bytes, including holes
   * @param segments the data by offset, without overlaps
   */
  void sparseFile(String path, long size, SortedMap<Long, byte[]> segments) throws IOException {
    byte[] map = sparseMap(segments, size);
    long stored = map.length + segments.values().stream().mapToLong(data -> data.length).sum();
    Map<String, String> records = new TreeMap<>();
    records.put("GNU.sparse.major", "1");
    records.put("GNU.sparse.minor", "0");
    records.put("GNU.sparse.name", path);
    records.put("GNU.sparse.realsize", Long.toString(size));
    byte[] header = paxRecords(records);
    TarArchiveEntry extension =
        entry("PaxHeaders.0/sparse", TarConstants.LF_PAX_EXTENDED_HEADER_LC, 0100644);
    extension.setSize(header.length);
    put(extension, out -> out.write(header));
    file(
        "GNUSparseFile.0/sparse",
        0644,
        0,
        0,
        stored,
        out -> {
          out.write(map);
          for (byte[] data : segments.values()) {
            out.write(data);
          }
        });
  }

  /**
   * The number of segments, then the offset and size of each, one number on each line, padded to a
   * block.
   */
  private static byte[] sparseMap(SortedMap<Long, byte[]> segments, long size) {
    StringBuilder lines = new StringBuilder();
    lines.append(segments.size() + 1).append('\n');
    segments.forEach(
        (offset, data) -> lines.append(offset).append('\n').append(data.length).append('\n'));
    lines.append(size).append("\n0\n");
    byte[] text = lines.toString().getBytes(StandardCharsets.US_ASCII);
    return Arrays.copyOf(text, (text.length + BLOCK - 1) / BLOCK * BLOCK);
  }

  /** Each record begins with its own length, these digits included. */
  static byte[] paxRecords(Map<String, String> records) {
    StringBuilder text = new StringBuilder();
    records.forEach(
        (name, value) -> {
          String rest = " " + name + "=" + value + "\n";
          int bytes = rest.getBytes(StandardCharsets.UTF_8).length;
          int length = bytes + Integer.toString(bytes).length();
          length = bytes + Integer.toString(length).length();
          text.append(length).append(rest);
        });
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static TarArchiveEntry entry(String path, byte type, int mode) {
    TarArchiveEntry entry = new TarArchiveEntry(path, type);
    entry.setMode(mode);
    entry.setIds(0, 0);
    entry.setNames("", "");
    entry.setModTime(MODIFIED);
    return entry;
  }

  private void put(TarArchiveEntry entry, Content content) throws IOException {
    tar.putArchiveEntry(entry);
    content.writeTo(tar);
    tar.closeArchiveEntry();
  }

  /** Ends the archive. No more entries can be added. */
  WrittenLayer finish() throws IOException {
    tar.close();
    return new WrittenLayer(
        file,
        new Descriptor(MediaTypes.OCI_LAYER_GZIP, Digest.finish(compressed), Files.size(file)),
        Digest.finish(plain));
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
