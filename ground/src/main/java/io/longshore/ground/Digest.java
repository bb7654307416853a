package io.longshore.ground;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A SHA-256 content digest.
 *
 * <p>The image specification also registers sha512; no registry in use serves it, and git-annex has
 * no key that would match it, so a sha512 digest is rejected.
 *
 * @param hex 64 lower-case hexadecimal digits
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md#digests">OCI
 *     image specification, Digests</a>
 */
public record Digest(String hex) implements Comparable<Digest> {
  private static final String PREFIX = "sha256:";
  private static final int BUFFER_SIZE = 1 << 20;
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  /**
   * @throws IllegalArgumentException if {@code hex} is not 64 lower-case hexadecimal digits
   */
  public Digest {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("not a SHA-256 in hexadecimal: '" + hex + "'");
    }
  }

  /**
   * Reads {@code sha256:<hex>}.
   *
   * @throws IllegalArgumentException for another algorithm or anything else
   */
  public static Digest parse(String text) {
    if (!text.startsWith(PREFIX)) {
      throw new IllegalArgumentException("not a sha256 digest: '" + text + "'");
    }
    return new Digest(text.substring(PREFIX.length()));
  }

  public static Digest of(byte[] content) {
    return ofSum(newMessageDigest().digest(content));
  }

  /** The digest of the whole file. The channel's position is neither used nor changed. */
  public static Digest of(FileChannel file) throws IOException {
    MessageDigest messageDigest = newMessageDigest();
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);
    long position = 0;
    for (int count = file.read(buffer, position); count > 0; count = file.read(buffer, position)) {
      position += count;
      messageDigest.update(buffer.flip());
      buffer.clear();
    }
    return finish(messageDigest);
  }

  /** Finishes {@code messageDigest} (which is reset) and wraps its value. */
  public static Digest finish(MessageDigest messageDigest) {
    return ofSum(messageDigest.digest());
  }

  private static Digest ofSum(byte[] sum) {
    return new Digest(HexFormat.of().formatHex(sum));
  }

  public static MessageDigest newMessageDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public int compareTo(Digest other) {
    return hex.compareTo(other.hex);
  }

  /** The form {@code sha256:<hex>}. */
  @Override
  public String toString() {
    return PREFIX + hex;
  }
}
