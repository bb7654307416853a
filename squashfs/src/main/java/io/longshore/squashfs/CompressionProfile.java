package io.longshore.squashfs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.luben.zstd.ZstdCompressCtx;
import io.airlift.compress.v3.deflate.DeflateNativeCompressor;
import java.security.MessageDigest;

/**
 * Everything beside the plain bytes that decides the compressed bytes of a block: compressor,
 * level, block size, and the build of the native compressor, named by the version of its Java
 * library and the processor it is built for.
 */
final class CompressionProfile {
  /**
   * The version of the rules in {@link BlockCompressor}, such as when a block is stored
   * uncompressed.
   */
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
   * @param messageDigest computes the key; it is in its initial state before and after the call
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
