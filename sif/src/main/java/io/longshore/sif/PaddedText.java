package io.longshore.sif;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Encodes and decodes UTF-8 text in a field of fixed size, padded with NUL. */
final class PaddedText {
  private PaddedText() {}

  /**
   * @param offset of the field in the file, for the error
   */
  static String decode(byte[] field, long offset, String what) throws MalformedSifException {
    int length = 0;
    while (length < field.length && field[length] != 0) {
      length++;
    }
    for (int i = length; i < field.length; i++) {
      if (field[i] != 0) {
        throw new MalformedSifException(offset + i, what + " with bytes after its end");
      }
    }
    try {
      // A new decoder reports invalid UTF-8; new String would replace it silently.
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(field, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new MalformedSifException(offset, what + " is not UTF-8");
    }
  }
}
