package io.longshore.loopback;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Builds the tar archive of one layer, entry by entry. Equal calls give equal bytes; times are the
 * epoch and owners are root unless an entry sets others.
 */
public final class TarLayer {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar;

  private TarLayer() {
    tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
  }

  public static TarLayer create() {
    return new TarLayer();
  }

  /**
   * @param mode permission bits, such as {@code 0755}
   */
  public TarLayer directory(String path, int mode) {
    return entry(path + "/", TarConstants.LF_DIR, new byte[0], e -> e.setMode(0040000 | mode));
  }

  public TarLayer file(String path, int mode, byte[] content) {
    return entry(path, TarConstants.LF_NORMAL, content, e -> e.setMode(0100000 | mode));
  }

  public TarLayer file(String path, int mode, String content) {
    return file(path, mode, content.getBytes(StandardCharsets.UTF_8));
  }

  public TarLayer symbolicLink(String path, String target) {
    return entry(
        path,
        TarConstants.LF_SYMLINK,
        new byte[0],
        e -> {
          e.setMode(0120777);
          e.setLinkName(target);
        });
  }

  /**
   * @param target a path inside the image, without leading slash
   */
  public TarLayer hardLink(String path, String target) {
    return entry(path, TarConstants.LF_LINK, new byte[0], e -> e.setLinkName(target));
  }

  /** Adds a whiteout, which hides {@code path} of the layers below. */
  public TarLayer whiteout(String path) {
    int slash = path.lastIndexOf('/') + 1;
    return file(path.substring(0, slash) + ".wh." + path.substring(slash), 0644, new byte[0]);
  }

  /** Adds an opaque marker, which hides the entries of the layers below in {@code directory}. */
  public TarLayer opaque(String directory) {
    return file(directory + "/.wh..wh..opq", 0644, new byte[0]);
  }

  /**
   * Adds an entry of any type.
   *
   * @param type a type flag of {@link TarConstants}
   * @param settings may change owner, time, mode, device numbers and extended headers
   */
  public TarLayer entry(
      String path, byte type, byte[] content, Consumer<TarArchiveEntry> settings) {
    TarArchiveEntry entry = new TarArchiveEntry(path, type);
    entry.setSize(content.length);
    entry.setIds(0, 0);
    entry.setNames("", "");
    entry.setModTime(Instant.EPOCH.toEpochMilli());
    settings.accept(entry);
    try {
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Ends the archive and returns it. No more entries can be added. */
  public byte[] toBytes() {
    try {
      tar.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
