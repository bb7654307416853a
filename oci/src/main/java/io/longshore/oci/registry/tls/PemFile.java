package io.longshore.oci.registry.tls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads certificates and keys in text form. Other content of the file is skipped, and so is a
 * certificate that cannot be read, as other tools do with bundles of hundreds.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468</a>
 */
public final class PemFile {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
  private static final HexFormat HEX = HexFormat.of();

  /** The algorithm identifier of RSA in PKCS #8: a sequence of the object identifier and NULL. */
  private static final byte[] RSA = HEX.parseHex("300d06092a864886f70d0101010500");

  /** The object identifier of elliptic curve keys; in PKCS #8 that of the curve follows. */
  private static final byte[] ELLIPTIC_CURVE = HEX.parseHex("06072a8648ce3d0201");

  private static final byte[] VERSION_0 = HEX.parseHex("020100");
  private static final byte SEQUENCE = 0x30;
  private static final byte OCTET_STRING = 0x04;
  private static final byte PARAMETERS_OF_CURVE = (byte) 0xa0;

  private record Block(String label, byte[] content) {}

  private PemFile() {}

  public static List<X509Certificate> certificates(Path file) throws IOException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Block block : blocks(file)) {
      if (block.label().equals("CERTIFICATE") || block.label().equals("X509 CERTIFICATE")) {
        try {
          certificates.add(
              (X509Certificate)
                  CertificateFactory.getInstance("X.509")
                      .generateCertificate(new ByteArrayInputStream(block.content())));
        } catch (CertificateException e) {
          // A certificate that cannot be read is skipped.
        }
      }
    }
    return certificates;
  }

  /**
   * The first private key, in one of the forms of OpenSSL: PKCS #8, PKCS #1 or SEC 1.
   *
   * @throws InvalidKeySpecException if there is no key or it is encrypted; the message quotes
   *     nothing
   */
  public static PrivateKey privateKey(Path file) throws IOException, InvalidKeySpecException {
    for (Block block : blocks(file)) {
      switch (block.label()) {
        case "PRIVATE KEY" -> {
          return key(block.content());
        }
        case "RSA PRIVATE KEY" -> {
          return key(pkcs8(RSA, block.content()));
        }
        case "EC PRIVATE KEY" -> {
          return key(pkcs8(ellipticCurve(block.content()), block.content()));
        }
        default -> {}
      }
    }
    throw new InvalidKeySpecException("no private key that is not encrypted");
  }

  private static List<Block> blocks(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      try {
        blocks.add(new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
      } catch (IllegalArgumentException e) {
        // A block that cannot be decoded is skipped.
      }
    }
    return blocks;
  }

  private static PrivateKey key(byte[] pkcs8) throws InvalidKeySpecException {
    for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException e) {
        // The key is of another algorithm.
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this Java platform lacks " + algorithm, e);
      }
    }
    throw new InvalidKeySpecException("a private key of an unknown kind");
  }

  private static byte[] pkcs8(byte[] algorithm, byte[] key) {
    return der(SEQUENCE, VERSION_0, algorithm, der(OCTET_STRING, key));
  }

  private static byte[] ellipticCurve(byte[] sec1) throws InvalidKeySpecException {
    return der(SEQUENCE, ELLIPTIC_CURVE, curve(sec1));
  }

  /**
   * The object identifier of the curve, which follows the version and the secret in a key of SEC 1.
   */
  private static byte[] curve(byte[] sec1) throws InvalidKeySpecException {
    int at = sec1.length > 1 && sec1[1] < 0 ? 3 : 2;
    while (at + 1 < sec1.length && sec1[at] != PARAMETERS_OF_CURVE) {
      at += 2 + Byte.toUnsignedInt(sec1[at + 1]);
    }
    int length = at + 1 < sec1.length ? sec1[at + 1] : 0;
    if (length <= 0 || at + 2 + length > sec1.length) {
      throw new InvalidKeySpecException("an elliptic curve key that does not name its curve");
    }
    return Arrays.copyOfRange(sec1, at + 2, at + 2 + length);
  }

  private static byte[] der(byte tag, byte[]... contents) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : contents) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(tag);
    int length = content.size();
    if (length < 0x80) {
      whole.write(length);
    } else {
      int bytes = length > 0xffff ? 3 : length > 0xff ? 2 : 1;
      whole.write(0x80 | bytes);
      for (int i = bytes - 1; i >= 0; i--) {
        whole.write(length >> (8 * i));
      }
    }
    whole.writeBytes(content.toByteArray());
    return whole.toByteArray();
  }
}
