package io.longshore.image.soundness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.longshore.ground.Printable;

/** Names of files as texts of one character a byte, so that different names stay different. */
final class ByteText {
  private ByteText() {}

  static String of(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  static String of(String text) {
    return of(text.getBytes(UTF_8));
  }

  static String printable(String byteText) {
    return Printable.bytes(byteText.getBytes(ISO_8859_1));
  }
}
