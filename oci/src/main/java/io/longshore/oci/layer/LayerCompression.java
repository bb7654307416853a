package io.longshore.oci.layer;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.layer.inflate.DeflateDecoder;
import io.longshore.oci.layer.inflate.GzipMembersInputStream;
import io.longshore.oci.layer.inflate.IsaLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The compression of a layer's blob, recognized by its first bytes. Media types are sometimes
 * wrong; a wrong guess would be detected by the digest of the uncompressed tar.
 *
 * <p>zstd is decoded by the native library of zstd-jni, including skippable frames, with which
 * seekable layers (zstd:chunked) end. The window, and with it the memory of a stream, is limited to
 * 128 MiB; frames made with {@code zstd --ultra --long=28} and above are refused.
 */
public enum LayerCompression {
  NONE,
  /** RFC 1952: one or more members. */
  GZIP,
  /** RFC 8878: one or more frames, skippable ones included. */
  ZSTD;

  /** The number of first bytes that {@link #detect} uses. */
  public static final int DETECTION_LENGTH = 6;

  private static final byte[] GZIP_MAGIC = HexFormat.of().parseHex("1f8b08");
  private static final byte[] ZSTD_MAGIC = HexFormat.of().parseHex("28b52ffd");
  private static final byte[] ZSTD_SKIPPABLE_MAGIC = HexFormat.of().parseHex("2a4d18");
  private static final byte[] XZ_MAGIC = HexFormat.of().parseHex("fd377a585a00");
  private static final byte[] BZIP2_MAGIC = HexFormat.of().parseHex("425a68");

  /**
   * @param head the first {@value #DETECTION_LENGTH} bytes of the blob, or all of a shorter one
   * @throws FailureException of kind {@link FailureKind#UNSUPPORTED} for a compression that the
   *     image specification does not have
   */
  public static LayerCompression detect(byte[] head, String subject) throws FailureException {
    if (startsWith(head, 0, GZIP_MAGIC)) {
      return GZIP;
    }
    if (startsWith(head, 0, ZSTD_MAGIC) || isSkippableFrame(head)) {
      return ZSTD;
    }
    Optional<String> foreign = foreign(head);
    if (foreign.isPresent()) {
      throw unsupported(subject, foreign.get());
    }
    return NONE;
  }

  /**
   * A compression that the image specification does not have.
   *
   * @param head as for {@link #detect}
   * @return the name of the program that undoes it
   */
  static Optional<String> foreign(byte[] head) {
    if (startsWith(head, 0, XZ_MAGIC)) {
      return Optional.of("xz");
    }
    return startsWith(head, 0, BZIP2_MAGIC) ? Optional.of("bzip2") : Optional.empty();
  }

  private static boolean isSkippableFrame(byte[] head) {
    return head.length > 0 && (head[0] & 0xf0) == 0x50 && startsWith(head, 1, ZSTD_SKIPPABLE_MAGIC);
  }

  private static boolean startsWith(byte[] head, int offset, byte[] magic) {
    return head.length >= offset + magic.length
        && Arrays.equals(head, offset, offset + magic.length, magic, 0, magic.length);
  }

  private static FailureException unsupported(String subject, String name) {
    return new FailureException(
        FailureKind.UNSUPPORTED,
        subject,
        "is compressed with " + name + ", which image layers may not be",
        "rebuild the image with gzip or zstd layers");
  }

  /** Whether gzip layers are decoded by ISA-L, and not by zlib, which takes twice the time. */
  public static boolean usesIsa() {
    return IsaLibrary.find().isPresent();
  }

  /**
   * Decompresses to the end of {@code blob}. Zeros after the last gzip member are skipped; other
   * bytes after the end are an error, and so are damaged data.
   */
  InputStream decompress(InputStream blob, String subject) throws IOException {
    return switch (this) {
      case NONE -> blob;
      case GZIP -> new GzipMembersInputStream(blob, DeflateDecoder.create());
      case ZSTD -> zstd(blob, subject);
    };
  }

  private static InputStream zstd(InputStream blob, String subject) throws IOException {
    try {
      return new ZstdInputStreamNoFinalizer(blob);
    } catch (LinkageError e) {
      FailureException failure =
          new FailureException(
              FailureKind.TOOL,
              subject,
              "is compressed with zstd, and the native library for it could not be loaded",
              "set LONGSHORE_TMPDIR to a folder you may write to and run programs from");
      failure.initCause(e);
      throw failure;
    }
  }
}
