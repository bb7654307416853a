package io.longshore.dataset.annex;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Compares bytes with the key that names them, for the backends whose keys are hashes.
 *
 * @see <a href="https://git-annex.branchable.com/backends/">git-annex, backends</a>
 */
public final class KeyVerifier {
  private static final Map<String, String> ALGORITHMS =
      Map.of(
          "MD5", "MD5",
          "SHA1", "SHA-1",
          "SHA224", "SHA-224",
          "SHA256", "SHA-256",
          "SHA384", "SHA-384",
          "SHA512", "SHA-512");
  private static final int BUFFER_BYTES = 1 << 20;

  private final AnnexKey key;
  private final String algorithm;

  private KeyVerifier(AnnexKey key, String algorithm) {
    this.key = key;
    this.algorithm = algorithm;
  }

  /**
   * A verifier for {@code key}; empty if the key has no hash of the content, such as keys of WORM
   * and URL.
   */
  public static Optional<KeyVerifier> of(AnnexKey key) {
    String hash =
        key.backend().endsWith("E")
            ? key.backend().substring(0, key.backend().length() - 1)
            : key.backend();
    return Optional.ofNullable(ALGORITHMS.get(hash))
        .map(algorithm -> new KeyVerifier(key, algorithm));
  }

  /**
   * Reads {@code in} to its end and compares it with the key.
   *
   * @return the difference, as the end of a sentence; empty if the content matches
   */
  public Optional<String> difference(InputStream in) throws IOException {
    MessageDigest digest = newMessageDigest();
    byte[] buffer = new byte[BUFFER_BYTES];
    long size = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      digest.update(buffer, 0, count);
      size += count;
    }
    if (key.size().isPresent() && key.size().getAsLong() != size) {
      return Optional.of("has " + size + " bytes; its key says " + key.size().getAsLong());
    }
    String hex = HexFormat.of().formatHex(digest.digest());
    return hex.equals(hash())
        ? Optional.empty()
        : Optional.of("has the " + algorithm + " " + hex + "; its key says " + hash());
  }

  // In keys of backends that end in E, the extension of the file follows the hash.
  private String hash() {
    int dot = key.name().indexOf('.');
    return dot < 0 ? key.name() : key.name().substring(0, dot);
  }

  private MessageDigest newMessageDigest() {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no " + algorithm, e);
    }
  }
}
