package io.longshore.squashfs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.luben.zstd.ZstdCompressCtx;
import io.airlift.compress.v3.deflate.DeflateNativeCompressor;
import java.security.MessageDigest;

/**
 * Everything beside the plain bytes that decides what a block becomes: compressor, level, block
 * size, and which build of the native compressor it is, told by the version of the library that
 * brings it and the processor it is for.
 */
final class CompressionProfile {
  /** Of the rules in {@link BlockCompressor}, such as when a block is better left as it is. */
  private static final int RULES = 1;

  private final byte[] digest;

  CompressionProfile(Compression compression, int blockSize) {
    this(compression, blockSize, libraryVersion(compression), System.getProperty("os.arch"));
  }

  CompressionProfile(
      Compression compression, int blockSize, String libraryVersion, String processor) {
    String text =
        String.join(
            "\n",
            "squashfs block " + RULES,
            compression.toString(),
            Integer.toString(blockSize),
            libraryVersion,
            processor);
    digest = Sha256.newMessageDigest().digest(text.getBytes(US_ASCII));
  }

  /**
   * @param digestOfBlock SHA-256 of the plain bytes
   * @param messageDigest to compute the key with; reset before and after
   */
  BlockKey keyOf(byte[] digestOfBlock, MessageDigest messageDigest) {
    messageDigest.update(digest);
    messageDigest.update(digestOfBlock);
    return BlockKey.of(messageDigest.digest());
  }

  private static String libraryVersion(Compression compression) {
    Class<?> library =
        switch (compression) {
          case Compression.Gzip _ -> DeflateNativeCompressor.class;
          case Compression.Zstd _ -> ZstdCompressCtx.class;
        };
    return String.valueOf(library.getPackage().getImplementationVersion());
  }
}
